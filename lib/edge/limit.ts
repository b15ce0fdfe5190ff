/** A calendar period in UTC. */
export type Period = "hour" | "day" | "month";

/** Names of limits in `RateLimit`, `RateLimit-Policy` and `violated-policies`. */
export type PolicyName =
  | "qps"
  | "qps-address"
  | "qps-org"
  | "concurrency"
  | "concurrency-org"
  | `${Period}${"" | "-org"}${"" | "-transactions" | "-bytes"}`;

/** What an answer tells of a limit the call was held against. Times are milliseconds of a clock that never steps. */
export interface LimitView {
  readonly policy: PolicyName;
  /** Calls (or what the policy counts) per window. */
  readonly quota: number;
  /** Real length of the window; 0 where there is none, as for calls under way. */
  readonly windowSeconds: number;
  /** What would fit now. */
  remaining(at: number): number;
  /** Whole seconds until the window holds nothing of now any more, at least 1; left out: `windowSeconds`. */
  resetSeconds?(at: number): number;
}

/**
 * One limit a call must fit. All limits of a call are looked at first and taken together when every one fits, so
 * that a refused call takes nothing. Times are milliseconds of a clock that never steps.
 */
export interface Limit extends LimitView {
  /** Milliseconds until a call fits, 0 when it fits now. Takes nothing. */
  waitMs(at: number): number;
  /** Takes one call. Only right after `waitMs(at)` answered 0. */
  take(at: number): void;
}
