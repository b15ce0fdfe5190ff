import type { LimitInForce } from "@/lib/limits/class-qps";
import type { LimitKind, LimitUnit } from "@/lib/limits/schemas";

/** What each kind of limit is called in a list of limits. */
export const KIND_WORDS = {
  qps: "Per second",
  qps_address: "Per second and client address",
  concurrency: "At the same time",
  hour: "Per hour",
  day: "Per day (UTC)",
  month: "Per month (UTC)",
} as const satisfies Record<LimitKind, string>;

export const UNIT_WORDS = {
  requests: "requests",
  transactions: "transactions",
  bytes: "bytes",
} as const satisfies Record<LimitUnit, string>;

/** Where a limit comes from, after its kind: `Per month (UTC), by contract`. */
export const SOURCE_WORDS = {
  customer: ", set by you",
  contract: ", by contract",
  plan: ", of your plan",
  billing_type: ", of the billing type",
} as const satisfies Record<LimitInForce["source"], string>;

/** The period of a quota, after its unit: `50,000 requests per month`. */
export const PERIOD_WORDS = { hour: "per hour", day: "per day", month: "per month" } as const;
