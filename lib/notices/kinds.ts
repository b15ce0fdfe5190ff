import { z } from "zod";

/** What is said of a notice, in the bell and in a mail alike. */
export type NoticeWords = {
  title: string;
  body: string;
  /** The moment it is about. ISO 8601. */
  due: { label: string; at: string } | null;
  /** `path` goes below the organization's own pages: `keys/key_…`. */
  link: { label: string; path: string };
};

type Kind<Data extends z.ZodObject> = {
  data: Data;
  /** Whether a mail is sent as well. */
  isMailed: boolean;
  say: (about: { subject: string; data: z.output<Data> }) => NoticeWords;
};

function kind<Data extends z.ZodObject>(given: Kind<Data>): Kind<Data> {
  return given;
}

const keyName = z.string();
const at = z.iso.datetime();

/**
 * Everything people are told of without having asked: the one table. A new kind is a row here, and a call of `notify`.
 *
 * `data` is what was true when it happened; a name that changes later does not change what was said.
 */
export const NOTICE_KINDS = {
  "key.expires_soon": kind({
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
    data: z.object({ keyName, reportedBy: z.string(), reportedAt: at }),
    isMailed: true,
    say: ({ subject, data }) => ({
      title: `“${data.keyName}” was reported as leaked`,
      body: `${data.reportedBy} says that a secret of it is in the wrong hands. See who uses it, and rotate, restrict or disable it.`,
      due: { label: "Reported", at: data.reportedAt },
      link: { label: "See the leak", path: `leak?key=${subject}` },
    }),
  }),
} as const;

export type NoticeKind = keyof typeof NOTICE_KINDS;
export type NoticeData = { [K in NoticeKind]: z.output<(typeof NOTICE_KINDS)[K]["data"]> };

/** Whether there is such a kind: a stored one may be of a newer or an older version of the product. */
export function isNoticeKind(name: string): name is NoticeKind {
  return Object.hasOwn(NOTICE_KINDS, name);
}

/** What is said of a stored notice; `null` when its kind or data are not understood. */
export function noticeWords(notice: { kind: string; subject: string; data: unknown }): NoticeWords | null {
  if (!isNoticeKind(notice.kind)) return null;
  // The union of all kinds cannot be called; each row was made by `kind`, which ties `say` to its data.
  const { data, say } = NOTICE_KINDS[notice.kind] as unknown as Kind<z.ZodObject>;
  const parsed = data.safeParse(notice.data);
  return parsed.success ? say({ subject: notice.subject, data: parsed.data }) : null;
}
