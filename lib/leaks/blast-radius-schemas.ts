import { z } from "zod";
import { KeyRef } from "@/lib/keys/schemas";

/** What is told apart of calls since a leak. */
export const BLAST_DIMENSIONS = ["ip", "network", "country", "agent", "endpoint"] as const;
export type BlastDimension = (typeof BLAST_DIMENSIONS)[number];

/** How far back a leak can be looked at, in days: callers are kept by the hour for so long. */
export const BLAST_DAYS_MAX = 30;
/** How far before the leak somebody must have called to have been seen before, in days. */
export const SEEN_BEFORE_DAYS = 90;

/** Which key, and since when its secret was in the wrong hands; `null`: since the first report, or for a day. */
export const BlastQuery = KeyRef.extend({ since: z.iso.datetime({ offset: true }).nullable().default(null) });
export type BlastQuery = z.output<typeof BlastQuery>;
