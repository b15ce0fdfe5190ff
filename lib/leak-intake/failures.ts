import { DomainError } from "@/lib/errors/domain-error";
import { SlidingLog } from "@/lib/management/sliding-log";

/** Reports of one address that nobody vouches for, in any minute. */
export const FAILURES_PER_MINUTE = 30;

// Next may load this module more than once; a limit is one limit.
const slot = Symbol.for("keyward.leak-intake-failures");
const holder = globalThis as { [slot]?: SlidingLog };

function failures(): SlidingLog {
  holder[slot] ??= new SlidingLog({ limit: FAILURES_PER_MINUTE, windowMs: 60_000 });
  return holder[slot];
}

/** @throws {DomainError} `too_many_attempts` for an address that has just failed `FAILURES_PER_MINUTE` times. */
export function requireFewFailures(ip: string, now: Date): void {
  const { isAdmitted, resetSeconds } = failures().look(ip, now.getTime());
  if (!isAdmitted) throw new DomainError("too_many_attempts", { retryAfterSeconds: resetSeconds });
}

/** Notes that an address sent something without a signature or token that holds. */
export function noteFailure(ip: string, now: Date): void {
  failures().take(ip, now.getTime());
}
