import { z } from "zod";

const Count = z.int().min(0);
const Time = z.iso.datetime();

const Replayed = z.object({ limit: Count, breaches: Count, seconds: Count });

/** What calls of a key in an endpoint class have shown lately. Times are ISO 8601, days and hours in UTC. */
export const QpsEvidence = z.object({
  from: Time,
  to: Time,
  /** Every call that came to a limit. */
  calls: Count,
  /** Most calls in one second, let through or not. */
  peak: Count,
  peakAt: Time.nullable(),
  /** Calls refused as `qps_exceeded`, as counted. */
  breaches: Count,
  /** Those hours in which anything came: most calls of a second, all calls, calls refused at a limit. */
  hours: z.array(z.object({ at: Time, peak: Count, calls: Count, refused: Count })),
  days: z.array(z.object({ date: z.iso.date(), peak: Count, calls: Count, breaches: Count })),
  /** When breaches happen: counted per hour of the day. */
  breachesByHour: z.array(Count).length(24),
});
export type QpsEvidence = z.output<typeof QpsEvidence>;

/** The evidence as it is kept with a request: what both sides saw when it was sent. */
export const StoredEvidence = QpsEvidence.extend({
  /** The replay of what held and of what was asked for, over the same calls. */
  current: Replayed,
  wanted: Replayed,
});
export type StoredEvidence = z.output<typeof StoredEvidence>;
