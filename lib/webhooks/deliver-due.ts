import { z } from "zod";
import { db } from "@/lib/db/client";
import { attempt, type Claimed } from "./attempt";
import { settle } from "./settle";

/** How long a process has for a try before another one may take it for dead. Longer than any receiver is waited for. */
export const LEASE_MS = 60_000;
const BATCH = 32;
/** Of one webhook at a time, so that one with much to tell does not keep the others waiting. */
const AT_ONCE = 8;

const Rows = z.array(
  z.object({ id: z.string(), webhookId: z.string(), eventId: z.string(), attempts: z.int() }),
);

/** Webhooks that have answered lately, or those that have not: a receiver that hangs keeps only its like waiting. */
export type Lane = "healthy" | "failing";

/**
 * Tries the deliveries of a lane that are due, the oldest first, a batch at a time; answers how many were tried.
 *
 * Every instance may run it. A delivery is leased before it is sent and settled afterwards, so that two processes never send
 * the same one at the same time, and one whose process died is sent by another after a minute: at least once, under the same
 * `webhook-id`.
 * @throws {AggregateError} What could not be written down; it is tried again when its lease is over.
 */
export async function deliverDue(lane: Lane, clock: () => Date = () => new Date()): Promise<number> {
  const claimed = await claim(lane, clock());
  const results = await Promise.allSettled(claimed.map((one) => deliver(one, clock)));
  const failures = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} deliveries failed.`);
  return claimed.length;
}

async function deliver(claimed: Claimed, clock: () => Date): Promise<void> {
  const outcome = await attempt(claimed, clock());
  await settle({ claimed, outcome, at: clock() }, Math.random());
}

async function claim(lane: Lane, now: Date): Promise<Claimed[]> {
  const leasedUntil = new Date(now.getTime() + LEASE_MS);
  const rows = await db.$queryRaw`
    WITH picked AS (
      SELECT d.id
      FROM (SELECT DISTINCT webhook_id FROM webhook_delivery WHERE due_at <= ${now}::timestamptz) waiting
      JOIN webhook w ON w.id = waiting.webhook_id AND (w.failing_since IS NOT NULL) = ${lane === "failing"}
      CROSS JOIN LATERAL (
        SELECT id, due_at FROM webhook_delivery
        WHERE webhook_id = w.id AND due_at <= ${now}::timestamptz
        ORDER BY due_at, id LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED
      ) d
      ORDER BY d.due_at, d.id LIMIT ${BATCH}
    )
    UPDATE webhook_delivery taken
    SET due_at = ${leasedUntil}::timestamptz, attempts = attempts + 1
    FROM picked WHERE taken.id = picked.id
    RETURNING taken.id, taken.webhook_id AS "webhookId", taken.event_id AS "eventId", taken.attempts`;
  return Rows.parse(rows).map((row) => ({ ...row, leasedUntil }));
}
