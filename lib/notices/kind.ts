import { z } from "zod";

/** Who is told: the people of an organization, or the provider's own. */
export type NoticeAudience = "members" | "staff";

/** Stands for the organization in preferences of what staff hear of. No organization's ID looks like it. */
export const STAFF_SCOPE = "staff";

/** Whose notices: what the caller is told as a member, in one organization or in all of theirs, or as staff. */
export type NoticeScope = { audience: "members"; orgId?: string } | { audience: "staff" };

/** What is said of a notice, in the bell and in a mail alike. */
export type NoticeWords = {
  title: string;
  body: string;
  /** The moment it is about. ISO 8601. */
  due: { label: string; at: string } | null;
  /** `path` goes below the organization's own pages (`keys/key_…`), for staff below the staff's (`requests/qpr_…`). */
  link: { label: string; path: string };
};

/** One kind of notice: what is known of it, and how it is told. */
export type Kind<Data extends z.ZodObject = z.ZodObject> = {
  /** What it is called where a person chooses what to hear of: "A key expires soon". */
  label: string;
  data: Data;
  /** Whether a mail is sent as well, unless the person chose otherwise. */
  isMailed: boolean;
  /** Nobody can choose not to hear of it. */
  isAlwaysTold?: true;
  /** Its mail can wait for the one of the day, for those who want one a day. */
  canWait?: true;
  say: (about: { subject: string; data: z.output<Data> }) => NoticeWords;
};

/** Ties `say` to its data. */
export function kind<Data extends z.ZodObject>(given: Kind<Data>): Kind<Data> {
  return given;
}

/** For names of keys and the like, as they were when it happened. */
export const noticeName = z.string();
/** ISO 8601. */
export const noticeTime = z.iso.datetime();
