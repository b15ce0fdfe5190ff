import { z } from "zod";
import { LEAK_INSTEADS, LeakPolicy } from "@/lib/leak-intake/schemas";
import { ALERT_NOTICE_KINDS } from "./alert-kinds";
import { type Kind, kind, type NoticeAudience, type NoticeWords, noticeName, noticeTime } from "./kind";
import { leakFoundBody, tokenFoundBody } from "./leak-words";
import { QPS_NOTICE_KINDS } from "./qps-kinds";
import { STAFF_NOTICE_KINDS } from "./staff-kinds";

const keyName = noticeName;
const at = noticeTime;

/**
 * Everything the people of an organization are told of without having asked. A new kind is a row here, and a call of
 * `notify`; what staff are told of stands in `staff-kinds.ts`.
 *
 * `data` is what was true when it happened; a name that changes later does not change what was said.
 */
export const NOTICE_KINDS = {
  "key.expires_soon": kind({
    label: "A key expires soon",
    data: z.object({ keyName, expiresAt: at }),
    isMailed: true,
    say: ({ subject, data }) => ({
      title: `“${data.keyName}” expires soon`,
      body: "From then on its calls are refused. Give it a later end, or move its clients to another key.",
      due: { label: "Expires", at: data.expiresAt },
      link: { label: "Edit key", path: `keys/${subject}/edit` },
    }),
  }),
  "key.rotation_due": kind({
    label: "A key is due for rotation",
    data: z.object({
      keyName,
      dueAt: at,
      /** When the key is rotated without anybody's doing; `null`: never. */
      rotatesItselfAt: at.nullable(),
    }),
    isMailed: true,
    say: ({ subject, data }) => ({
      title: `“${data.keyName}” is due for rotation`,
      body:
        data.rotatesItselfAt === null
          ? "Rotate it and move its clients to the new secret; the old one works on for the overlap you choose."
          : "If nobody rotates it, it gets a new secret by itself then, and its clients have to be moved before the old one ends.",
      due:
        data.rotatesItselfAt === null
          ? { label: "Due", at: data.dueAt }
          : { label: "Rotates by itself", at: data.rotatesItselfAt },
      link: { label: "Open key", path: `keys/${subject}` },
    }),
  }),
  "key.rotated_by_policy": kind({
    label: "A key was rotated by the organization’s policy",
    data: z.object({ keyName, endsAt: at }),
    isMailed: true,
    say: ({ subject, data }) => ({
      title: `“${data.keyName}” was rotated by your organization’s policy`,
      body: "It has a new secret: copy it from the key’s page and give it to every client. The old one works until it ends, and cannot be brought back.",
      due: { label: "Old secret ends", at: data.endsAt },
      link: { label: "Open rotation", path: `keys/${subject}/rotation` },
    }),
  }),
  "key.old_secret_ends_soon": kind({
    label: "An old secret that is still used ends soon",
    data: z.object({ keyName, endsAt: at }),
    isMailed: true,
    say: ({ subject, data }) => ({
      title: `“${data.keyName}”: clients still use the old secret`,
      body: "It ends soon, and their calls are refused from then on. See who they are, and move them or extend the rotation.",
      due: { label: "Old secret ends", at: data.endsAt },
      link: { label: "Open rotation", path: `keys/${subject}/rotation` },
    }),
  }),
  "key.leak_reported": kind({
    label: "A key was reported as leaked",
    data: z.object({ keyName, reportedBy: z.string(), reportedAt: at }),
    isMailed: true,
    isAlwaysTold: true,
    say: ({ subject, data }) => ({
      title: `“${data.keyName}” was reported as leaked`,
      body: `${data.reportedBy} says that a secret of it is in the wrong hands. See who uses it, and rotate, restrict or disable it.`,
      due: { label: "Reported", at: data.reportedAt },
      link: { label: "See the leak", path: `leak?key=${subject}` },
    }),
  }),
  "key.leak_found": kind({
    label: "A secret of a key was found in the open",
    data: z.object({
      keyName,
      /** `github`, or the name of whoever reports. */
      source: z.string(),
      /** Where it was found; `""`: not said. */
      host: z.string(),
      foundAt: at,
      response: LeakPolicy,
      /** Why something milder was done than the organization's policy says. */
      instead: z.enum(LEAK_INSTEADS).nullable(),
      /** When the secret that was found ends, where that is known. */
      endsAt: at.nullable(),
    }),
    isMailed: true,
    isAlwaysTold: true,
    say: ({ subject, data }) => ({
      title: `A secret of “${data.keyName}” was found in the open`,
      body: leakFoundBody(data),
      due:
        data.endsAt === null
          ? { label: "Reported", at: data.foundAt }
          : { label: "The secret ends", at: data.endsAt },
      link: { label: "See the leak", path: `leak?key=${subject}` },
    }),
  }),
  "token.leak_found": kind({
    label: "A management token was found in the open",
    data: z.object({
      tokenName: noticeName,
      /** `github`, or the name of whoever reports. */
      source: z.string(),
      /** Where it was found; `""`: not said. */
      host: z.string(),
      foundAt: at,
      response: z.enum(["notify", "revoke"]),
    }),
    isMailed: true,
    isAlwaysTold: true,
    say: ({ data }) => ({
      title: `Management token “${data.tokenName}” was found in the open`,
      body: tokenFoundBody(data),
      due: { label: "Reported", at: data.foundAt },
      link: { label: "Open management tokens", path: "settings/tokens" },
    }),
  }),
  "org.suspended": kind({
    label: "Your organization was suspended",
    data: z.object({ orgName: noticeName, reason: z.string(), suspendedAt: at }),
    isMailed: true,
    isAlwaysTold: true,
    say: ({ data }) => ({
      title: `${data.orgName} is suspended`,
      body: `Every call with any of its keys is refused until the suspension is lifted. The reason given: “${data.reason}”.`,
      due: { label: "Suspended", at: data.suspendedAt },
      link: { label: "See your keys", path: "keys" },
    }),
  }),
  "org.unsuspended": kind({
    label: "The suspension of your organization was lifted",
    data: z.object({ orgName: noticeName, liftedAt: at }),
    isMailed: true,
    isAlwaysTold: true,
    say: ({ data }) => ({
      title: `${data.orgName} is not suspended any more`,
      body: "Each of its keys is again what it was before.",
      due: { label: "Lifted", at: data.liftedAt },
      link: { label: "See your keys", path: "keys" },
    }),
  }),
  "webhook.disabled": kind({
    label: "A webhook was disabled because nothing arrived",
    data: z.object({ webhookName: noticeName, reason: z.string(), disabledAt: at }),
    isMailed: true,
    say: ({ subject, data }) => ({
      title: `Webhook “${data.webhookName}” was disabled`,
      body: `${data.reason} Nothing is sent to it until you enable it; what did not arrive can be sent again from its log.`,
      due: { label: "Disabled", at: data.disabledAt },
      link: { label: "Open webhook", path: `settings/webhooks/${subject}` },
    }),
  }),
  ...QPS_NOTICE_KINDS,
  ...ALERT_NOTICE_KINDS,
} as const;

export type NoticeKind = keyof typeof NOTICE_KINDS;
export type StaffNoticeKind = keyof typeof STAFF_NOTICE_KINDS;
type Kinds = typeof NOTICE_KINDS & typeof STAFF_NOTICE_KINDS;
export type NoticeData = { [K in keyof Kinds]: z.output<Kinds[K]["data"]> };

const KINDS_FOR: Readonly<Record<NoticeAudience, Readonly<Record<string, unknown>>>> = {
  members: NOTICE_KINDS,
  staff: STAFF_NOTICE_KINDS,
};

/** The names of all kinds that this audience is told of. */
export function kindsFor(audience: NoticeAudience): string[] {
  return Object.keys(KINDS_FOR[audience]);
}

/** A kind by its name; `null` for none: a stored one may be of a newer or an older version of the product. */
export function kindOf(audience: NoticeAudience, name: string): Kind | null {
  const kinds = KINDS_FOR[audience];
  // The union of all kinds cannot be called; each row was made by `kind`, which ties `say` to its data.
  return Object.hasOwn(kinds, name) ? (kinds[name] as Kind) : null;
}

/** What is said of a stored notice; `null` when its kind or data are not understood. */
export function noticeWords(
  notice: { kind: string; subject: string; data: unknown },
  audience: NoticeAudience = "members",
): NoticeWords | null {
  const known = kindOf(audience, notice.kind);
  const parsed = known?.data.safeParse(notice.data);
  return known && parsed?.success ? known.say({ subject: notice.subject, data: parsed.data }) : null;
}

/** Where a notice leads: a path of this site. */
export function noticeHref(
  audience: NoticeAudience,
  orgSlug: string,
  { link }: Pick<NoticeWords, "link">,
): string {
  return audience === "staff" ? `/staff/${link.path}` : `/o/${orgSlug}/${link.path}`;
}
