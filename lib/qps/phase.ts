/** Where a request stands in the database. */
export const QPS_STATUSES = ["draft", "pending", "question", "approved", "rejected", "withdrawn"] as const;
export type QpsStatus = (typeof QPS_STATUSES)[number];

/** Where a request stands for a person: what was approved is scheduled, active or over, by its dates. */
export const QPS_PHASES = [
  "draft",
  "pending",
  "question",
  "scheduled",
  "active",
  "ended",
  "rejected",
  "withdrawn",
] as const;
export type QpsPhase = (typeof QPS_PHASES)[number];

/** Sent, and not decided yet. */
export const OPEN_STATUSES = ["pending", "question"] as const satisfies readonly QpsStatus[];

/** When a granted limit holds: from `from` (inclusive) to `until` (exclusive). */
export type Span = { from: Date; until: Date | null };

/**
 * What a person is told of a request's state at `now`.
 * @param limit The dates of the limit that was granted for it; `null` when it was called off before it began.
 */
export function qpsPhase(status: QpsStatus, limit: Span | null, now: Date): QpsPhase {
  if (status !== "approved") return status;
  if (limit === null || (limit.until !== null && limit.until <= now)) return "ended";
  return limit.from > now ? "scheduled" : "active";
}

/** Whether the request waits for a decision, or for an answer that one depends on. */
export function isOpen(status: QpsStatus): status is (typeof OPEN_STATUSES)[number] {
  return status === "pending" || status === "question";
}
