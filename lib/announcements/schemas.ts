import { z } from "zod";
import { ORG_TYPES } from "@/lib/orgs/schemas";
import { isId } from "@/lib/std/id";

/** How loud a line is. */
export const ANNOUNCEMENT_TONES = ["info", "warn", "danger"] as const;
export type AnnouncementTone = (typeof ANNOUNCEMENT_TONES)[number];

const MESSAGE_MAX = 300;

const Moment = z.iso.datetime({ offset: true, error: "Enter a date." });

/** What announcing something takes. */
export const AnnounceInput = z
  .strictObject({
    message: z
      .string()
      .trim()
      .min(1, "Write what people should know.")
      .max(MESSAGE_MAX, `Use at most ${MESSAGE_MAX} characters.`)
      .refine((text) => !/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\p{Cs}]/u.test(text), "Use one line."),
    tone: z.enum(ANNOUNCEMENT_TONES),
    /** Only for organizations of this type; `null`: for everybody. */
    orgType: z.enum(ORG_TYPES).nullable(),
    /** ISO 8601 with zone; `null`: from now on. */
    from: Moment.nullable(),
    /** ISO 8601 with zone; `null`: until somebody ends it. */
    until: Moment.nullable(),
  })
  .refine(({ from, until }) => from === null || until === null || Date.parse(until) > Date.parse(from), {
    path: ["until"],
    error: "Choose an end that is after the beginning.",
  });
export type AnnounceInput = z.output<typeof AnnounceInput>;

/** Names one announcement. */
export const AnnouncementRef = z.strictObject({
  announcementId: z.string().refine((id) => isId("announcement", id), "This is not an announcement."),
});
export type AnnouncementRef = z.output<typeof AnnouncementRef>;
