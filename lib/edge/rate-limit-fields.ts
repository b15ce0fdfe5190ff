import type { HeaderList } from "./headers";
import type { Limit } from "./limit";

/**
 * `RateLimit-Policy` and `RateLimit` of the current IETF draft (structured-field lists); nothing without limits.
 *
 * `t` is whole seconds until the window holds nothing of now any more, at least 1.
 * @param at Milliseconds of the clock the limits go by.
 */
export function rateLimitFields(limits: readonly Limit[], at: number): HeaderList {
  if (limits.length === 0) return [];
  let policies = "";
  let states = "";
  for (const limit of limits) {
    const separator = policies === "" ? "" : ", ";
    policies += `${separator}"${limit.policy}";q=${limit.quota};w=${limit.windowSeconds}`;
    states += `${separator}"${limit.policy}";r=${limit.remaining(at)};t=${limit.windowSeconds}`;
  }
  return ["RateLimit-Policy", policies, "RateLimit", states];
}

/** Whole seconds for `Retry-After`: rounded up, at least 1, so that coming back then is never too early. */
export function retryAfterSeconds(waitMs: number): number {
  return Math.max(1, Math.ceil(waitMs / 1000));
}
