import { z } from "zod";
import { CALL_KINDS } from "./call-kinds";
import { CALLER_KINDS } from "./caller-kinds";
import { type AlertKind, type AlertWords, alertKind } from "./kind";

const PERIODS = { hour: "hourly", day: "daily", month: "monthly" } as const;

const number = new Intl.NumberFormat("en");

/**
 * Everything that the watch over the calls raises. All are on, and as quiet as their terms say, until an organization's or a
 * key's rule says otherwise.
 */
export const ALERT_KINDS = {
  quota: alertKind({
    label: "A quota is being used up",
    means: "50, 80 and 100% of a quota are used; each once in its period.",
    term: { label: "Tell from", unit: "% of the quota", min: 50, max: 100, usual: 50 },
    data: z.object({
      stage: z.int(),
      period: z.enum(["hour", "day", "month"]),
      unit: z.enum(["requests", "transactions", "bytes"]),
      used: z.number(),
      quota: z.number(),
      /** Empty: of all endpoint classes together. */
      className: z.string(),
      resetsAt: z.iso.datetime(),
    }),
    isUrgent: true,
    isMailed: true,
    ends: false,
    learns: null,
    say: ({ keyName, data }) => {
      const { stage, unit, used, quota } = data;
      const of = `${PERIODS[data.period]} quota${data.className === "" ? "" : ` for ${data.className}`}`;
      const count = `${number.format(used)} of ${number.format(quota)} ${unit}`;
      return stage >= 100
        ? {
            title: `“${keyName}” has used up its ${of}`,
            body: `${count} are used. Further calls are refused until the quota begins anew.`,
          }
        : {
            title: `“${keyName}” has used ${stage}% of its ${of}`,
            body: `${count} are used. When all are, further calls are refused until the quota begins anew.`,
          };
    },
  }),
  ...CALL_KINDS,
  ...CALLER_KINDS,
  unused: alertKind({
    label: "A key is not used",
    means: "A working key has not been called for a long time. What nobody needs can only be stolen.",
    term: { label: "Tell after", unit: "days without a call", min: 7, max: 730, usual: 90 },
    data: z.object({ days: z.int(), lastUsedAt: z.iso.datetime().nullable() }),
    isUrgent: false,
    isMailed: false,
    ends: false,
    learns: null,
    say: ({ keyName, data }) => ({
      title: `“${keyName}” has not been used for ${data.days} days`,
      body:
        data.lastUsedAt === null
          ? "It was never called at all. Disable it if nobody needs it; enabling it again takes a click."
          : "Disable it if nobody needs it; enabling it again takes a click.",
    }),
  }),
} as const;

export type AlertKindName = keyof typeof ALERT_KINDS;
export type AlertData = { [K in AlertKindName]: z.output<(typeof ALERT_KINDS)[K]["data"]> };

export const ALERT_KIND_NAMES = Object.keys(ALERT_KINDS) as readonly AlertKindName[];

/** A kind by its name; `null` for none: a stored one may be of a newer or an older version of the product. */
export function alertKindOf(name: string): AlertKind | null {
  // The union of all kinds cannot be called; each row was made by `alertKind`, which ties `say` to its data.
  return Object.hasOwn(ALERT_KINDS, name)
    ? (ALERT_KINDS[name as AlertKindName] as unknown as AlertKind)
    : null;
}

/** What is said of a stored alert; `null` when its kind or data are not understood. */
export function alertWords(alert: { kind: string; keyName: string; data: unknown }): AlertWords | null {
  const kind = alertKindOf(alert.kind);
  const parsed = kind?.data.safeParse(alert.data);
  return kind && parsed?.success ? kind.say({ keyName: alert.keyName, data: parsed.data }) : null;
}
