import { z } from "zod";

/** Entries a page of the audit log shows. */
export const AUDIT_PAGE_SIZE = 50;

const Id = z.string().min(1).max(64);
const Time = z.iso.datetime({ offset: true });

/** What narrows the audit log; nothing narrows nothing. */
export const AuditFilter = z.strictObject({
  /** Who did it: a person's, token's or job's ID. */
  actor: Id.optional(),
  /** `key.rotated`, or `key.` for everything that happens to keys. */
  action: z
    .string()
    .max(64)
    .regex(/^[a-z_]+\.[a-z_]*$/)
    .optional(),
  /** What it was done to: a key's ID, say. */
  target: Id.optional(),
  /** ISO 8601; the moment itself included. */
  from: Time.optional(),
  /** ISO 8601; the moment itself not included. */
  to: Time.optional(),
});
export type AuditFilter = z.output<typeof AuditFilter>;

/** A place in the log: the entry's time (Unix milliseconds) and its number. */
const Place = z
  .string()
  .regex(/^\d{1,15}-\d{1,18}$/)
  .transform((text) => {
    const [atMs = "", seq = ""] = text.split("-");
    return { at: new Date(Number(atMs)), seq: BigInt(seq) };
  });
export type Place = z.output<typeof Place>;

/** One page of the audit log, the newest first: from the start, older than `before`, or newer than `after`. */
export const ListAuditInput = AuditFilter.extend({ before: Place.optional(), after: Place.optional() });
export type ListAuditInput = z.output<typeof ListAuditInput>;
