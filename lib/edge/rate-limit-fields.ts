import type { HeaderList } from "./headers";
import type { LimitView } from "./limit";

/** The largest integer a structured field can hold. */
const MAX_INTEGER = 999_999_999_999_999;

/**
 * `RateLimit-Policy` and `RateLimit` of the current IETF draft (structured-field lists); nothing without limits.
 *
 * `t` is whole seconds until the window holds nothing of now any more, at least 1. What has no window (calls under way) has
 * neither `w` nor `t`. Of two limits with one name (a class's and that of all together) the one with less left is told.
 * @param at Milliseconds of the clock the limits go by.
 */
export function rateLimitFields(limits: readonly LimitView[], at: number): HeaderList {
  if (limits.length === 0) return [];
  let policies = "";
  let states = "";
  for (const limit of limits) {
    if (limits.length > 1 && !isTightest(limit, limits, at)) continue;
    const separator = policies === "" ? "" : ", ";
    const seconds = limit.windowSeconds;
    const quota = Math.min(limit.quota, MAX_INTEGER);
    const left = Math.min(limit.remaining(at), MAX_INTEGER);
    policies += `${separator}"${limit.policy}";q=${quota}${unitOf(limit)}${seconds === 0 ? "" : `;w=${seconds}`}`;
    states += `${separator}"${limit.policy}";r=${left}`;
    if (seconds !== 0) states += `;t=${limit.resetSeconds?.(at) ?? seconds}`;
  }
  return ["RateLimit-Policy", policies, "RateLimit", states];
}

function isTightest(limit: LimitView, limits: readonly LimitView[], at: number): boolean {
  const left = limit.remaining(at);
  let isBefore = true;
  for (const other of limits) {
    if (other === limit) isBefore = false;
    else if (other.policy === limit.policy) {
      const others = other.remaining(at);
      if (others < left || (others === left && isBefore)) return false;
    }
  }
  return true;
}

/** The unit where it is not requests, by the draft's names where it has one. */
function unitOf({ policy }: LimitView): string {
  if (policy.endsWith("-bytes")) return ';qu="content-bytes"';
  if (policy.endsWith("-transactions")) return ';qu="transactions"';
  return policy.startsWith("concurrency") ? ';qu="concurrent-requests"' : "";
}

/** Whole seconds for `Retry-After`: rounded up, at least 1, so that coming back then is never too early. */
export function retryAfterSeconds(waitMs: number): number {
  return Math.max(1, Math.ceil(waitMs / 1000));
}
