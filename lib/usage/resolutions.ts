import { DAY_MS, HOUR_MS, MINUTE_MS, WEEK_MS } from "./units";

/**
 * How finely counted calls are kept, finest first. Each but the first is rolled up from the one before, and its stretches are
 * cut at whole multiples of their length, UTC: a day of any time zone is a whole number of quarter hours. Weeks begin on Thursdays,
 * as the first day of Unix time did.
 */
export const RESOLUTIONS = [
  { id: "minute", ms: MINUTE_MS, time: "minute", calls: "usage_minute", latency: "usage_latency" },
  {
    id: "quarter",
    ms: 15 * MINUTE_MS,
    time: "start",
    calls: "usage_quarter",
    latency: "usage_latency_quarter",
  },
  { id: "hour", ms: HOUR_MS, time: "start", calls: "usage_hour", latency: "usage_latency_hour" },
  { id: "day", ms: DAY_MS, time: "start", calls: "usage_day", latency: "usage_latency_day" },
  { id: "week", ms: WEEK_MS, time: "start", calls: "usage_week", latency: "usage_latency_week" },
] as const;

export type Resolution = (typeof RESOLUTIONS)[number];
export type ResolutionId = Resolution["id"];

/** In rolled-up rows: all keys of the org together; as a value: all values that have no row of their own. */
export const ALL = "*";

/** The name of a stretch's length in `usage_unrolled`. */
export function minutesOf({ ms }: Resolution): number {
  return ms / MINUTE_MS;
}
