import { z } from "zod";
import { isId } from "@/lib/std/id";

const NOTICES_MARKED_MAX = 200;
const Time = z.iso.datetime();

/** A notice as the bell shows it. Times are ISO 8601. */
const NoticeItem = z.object({
  id: z.string(),
  title: z.string(),
  body: z.string(),
  due: z.object({ label: z.string(), at: Time }).nullable(),
  link: z.object({ label: z.string(), href: z.string() }),
  orgName: z.string(),
  orgSlug: z.string(),
  createdAt: Time,
  isRead: z.boolean(),
});
export type NoticeItem = z.output<typeof NoticeItem>;

/** What somebody has been told lately, the latest first. */
export const NoticesPage = z.object({
  /** When this was read: what comes later is not meant by "mark all as read". */
  at: Time,
  unread: z.int().min(0),
  notices: z.array(NoticeItem),
  /** Where the next page begins; `null` on the last one. */
  next: z.string().nullable(),
});
export type NoticesPage = z.output<typeof NoticesPage>;

/** Single notices, or all that were there at a moment. */
export const MarkNoticesReadInput = z.strictObject({
  ids: z
    .array(z.string().refine((id) => isId("notice", id), "This is not a notice."))
    .max(NOTICES_MARKED_MAX)
    .default([]),
  until: Time.nullable().default(null),
});
export type MarkNoticesReadInput = z.output<typeof MarkNoticesReadInput>;

/** Where a page of notices begins: a time (Unix milliseconds) and the notice before it. */
export const NoticesCursor = z.string().regex(/^\d{1,15}\.ntc_[0-9A-Za-z]{22}$/);

/** Which notices a page shows; nothing narrows nothing. */
export const NoticesFilter = z.object({
  isUnreadOnly: z.boolean().default(false),
  kind: z.string().max(64).optional(),
});
export type NoticesFilter = z.output<typeof NoticesFilter>;

/** How somebody wants to hear of one kind of notice. */
export const NoticeChoice = z.strictObject({
  kind: z.string().max(64),
  /** In the bell and among the notices. */
  isShown: z.boolean(),
  isMailed: z.boolean(),
});
export type NoticeChoice = z.output<typeof NoticeChoice>;

/** Whether mails of alerts wait for one a day. */
export const DailyMailChoice = z.strictObject({ isDaily: z.boolean() });
export type DailyMailChoice = z.output<typeof DailyMailChoice>;

/** A choice as a person made it, or as it is without one. */
export type NoticePreference = NoticeChoice & {
  label: string;
  /** Cannot be turned off. */
  isAlwaysTold: boolean;
};
