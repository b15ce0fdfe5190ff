import { z } from "zod";
import { ALERT_KIND_NAMES, ALERT_KINDS, type AlertKindName, alertWords } from "@/lib/alerts/kinds";
import { type Kind, kind, noticeName } from "./kind";

type DataOf<K extends AlertKindName> = z.ZodObject<{
  keyName: typeof noticeName;
  details: (typeof ALERT_KINDS)[K]["data"];
}>;

type AlertNoticeKinds = { [K in AlertKindName as `alert.${K}`]: Kind<DataOf<K>> };

function noticeOf(name: AlertKindName, label: string, isMailed: boolean) {
  const { data } = ALERT_KINDS[name];
  return kind({
    label,
    data: z.object({ keyName: noticeName, details: z.object(data.shape) }),
    isMailed,
    canWait: true,
    say: ({ subject, data: { keyName, details } }) => ({
      ...(alertWords({ kind: name, keyName, data: details }) ?? { title: label, body: "" }),
      due: null,
      link: { label: "See alert", path: `alerts?key=${subject}` },
    }),
  });
}

/** What members of an organization are told of the watch over its calls: a notice for each kind of alert. */
export const ALERT_NOTICE_KINDS = {
  // Each row is the kind of its name; `Object.fromEntries` forgets that.
  ...(Object.fromEntries(
    ALERT_KIND_NAMES.map((name) => [
      `alert.${name}`,
      noticeOf(name, ALERT_KINDS[name].label, ALERT_KINDS[name].isMailed),
    ]),
  ) as unknown as AlertNoticeKinds),
  "alert.half_quota": noticeOf("quota", "Half of a quota is used", false) as unknown as Kind<DataOf<"quota">>,
} as const;
