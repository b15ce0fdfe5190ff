/** Names of limits in `RateLimit`, `RateLimit-Policy` and `violated-policies`. */
export type PolicyName = "qps";

/**
 * One limit a call must fit. All limits of a call are looked at first and taken together when every one fits, so
 * that a refused call takes nothing. Times are milliseconds of a clock that never steps.
 */
export interface Limit {
  readonly policy: PolicyName;
  /** Calls per window. */
  readonly quota: number;
  readonly windowSeconds: number;
  /** Milliseconds until a call fits, 0 when it fits now. Takes nothing. */
  waitMs(at: number): number;
  /** Takes one call. Only right after `waitMs(at)` answered 0. */
  take(at: number): void;
  /** Calls that would fit now. */
  remaining(at: number): number;
}
