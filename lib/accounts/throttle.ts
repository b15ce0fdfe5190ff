import { createHash } from "node:crypto";
import { db, type Tx } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import type { Curve } from "./throttle-curve";

/** What is counted. Addresses and accounts are stored as hashes only. */
export type Bucket<C extends Curve = Curve> = { id: string; curve: C };

/** A bucket for one subject of one kind. */
export function bucketOf<C extends Curve>(kind: string, subject: string, curve: C): Bucket<C> {
  return { id: createHash("sha256").update(`${kind}\0${subject}`).digest("base64url"), curve };
}

const STALE_ROWS_PER_CHARGE = 10;
const LONGEST_MEMORY_SECONDS = 30 * 24 * 60 * 60;

/**
 * Counts one attempt as a failure before its outcome is known; `refundAttempt` or `clearThrottle` take it back.
 *
 * One atomic statement: of any number of attempts at the same time, exactly as many pass as one after the other would.
 * A refused attempt changes nothing, so that hammering does not lengthen the wait.
 *
 * @throws {DomainError} `too_many_attempts` with the seconds to wait; without them when only a reset opens the door.
 */
export async function chargeAttempt({ id, curve }: Bucket, now: Date): Promise<void> {
  const waits = [...curve.waitSeconds];
  const forgotten = new Date(now.getTime() - curve.forgetSeconds * 1000);
  const closedAfter = curve.closedAfter ?? 2_000_000_000;
  const charged = await db.$queryRaw<{ failures: number }[]>`
    INSERT INTO throttle (bucket, failures, last_failure, blocked_until)
    VALUES (${id}, 1, ${now}, ${now}::timestamptz + make_interval(secs => (${waits}::int[])[1]))
    ON CONFLICT (bucket) DO UPDATE SET
      failures = CASE WHEN throttle.last_failure <= ${forgotten} THEN 1 ELSE throttle.failures + 1 END,
      last_failure = ${now},
      blocked_until = ${now}::timestamptz + make_interval(secs => (${waits}::int[])[
        CASE WHEN throttle.last_failure <= ${forgotten} THEN 1
             ELSE LEAST(throttle.failures + 1, ${waits.length}::int) END])
    WHERE throttle.last_failure <= ${forgotten}
       OR (throttle.blocked_until <= ${now} AND throttle.failures < ${closedAfter}::int)
    RETURNING failures`;
  if (charged.length === 0) throw await refusal(id, closedAfter, now);
  await dropStale(now);
}

/** Takes one charged attempt back: it was no failure, or it was not tried at all. */
export async function refundAttempt({ id }: Bucket, now: Date): Promise<void> {
  await db.$executeRaw`
    UPDATE throttle SET failures = GREATEST(failures - 1, 0), blocked_until = LEAST(blocked_until, ${now})
    WHERE bucket = ${id}`;
}

/** Forgets every failure counted in the bucket. */
export async function clearThrottle({ id }: Bucket, client: Pick<Tx, "throttle"> = db): Promise<void> {
  await client.throttle.deleteMany({ where: { bucket: id } });
}

/** Failures in a row the bucket holds at `now`. */
export async function countFailures({ id, curve }: Bucket, now: Date): Promise<number> {
  const row = await db.throttle.findUnique({
    where: { bucket: id },
    select: { failures: true, lastFailure: true },
  });
  if (row === null || row.lastFailure.getTime() <= now.getTime() - curve.forgetSeconds * 1000) return 0;
  return row.failures;
}

async function refusal(id: string, closedAfter: number, now: Date): Promise<DomainError> {
  const row = await db.throttle.findUnique({
    where: { bucket: id },
    select: { failures: true, blockedUntil: true },
  });
  if (row !== null && row.failures >= closedAfter) {
    return new DomainError("too_many_attempts", {
      message: "Too many attempts from new browsers. Reset your password to sign in.",
    });
  }
  const waitMs = row === null ? 0 : row.blockedUntil.getTime() - now.getTime();
  return new DomainError("too_many_attempts", { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) });
}

/** Each charge pays for the clearing of what an earlier flood left behind, a few rows at a time. */
async function dropStale(now: Date): Promise<void> {
  const stale = new Date(now.getTime() - LONGEST_MEMORY_SECONDS * 1000);
  await db.$executeRaw`
    DELETE FROM throttle WHERE bucket IN (
      SELECT bucket FROM throttle WHERE last_failure <= ${stale}
      LIMIT ${STALE_ROWS_PER_CHARGE} FOR UPDATE SKIP LOCKED)`;
}
