import type { UsageDetail } from "./ranges";
import { dateAt, startOfDate, startOfHour } from "./time-zone";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./units";

/**
 * Starts of the buckets that cover `[fromMs, toMs)`, in order; the first one may begin before `fromMs`.
 *
 * Days and hours are those of the zone's clocks: a day on which they change has 23 or 25 hours, an hour that comes twice
 * is two buckets. Buckets touch, and none is empty of time.
 */
export function bucketStarts(fromMs: number, toMs: number, detail: UsageDetail, timeZone: string): number[] {
  const starts: number[] = [];
  for (let at = floorTo(fromMs, detail, timeZone); at < toMs; at = next(at, detail, timeZone))
    starts.push(at);
  return starts;
}

/** The start of the bucket that `atMs` is in. */
export function floorTo(atMs: number, detail: UsageDetail, timeZone: string): number {
  if (detail === "day") return startOfDate(timeZone, dateAt(timeZone, atMs));
  if (detail === "hour") return startOfHour(timeZone, atMs);
  return Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
}

/** The start of the bucket after the one that begins at `startMs`. */
export function next(startMs: number, detail: UsageDetail, timeZone: string): number {
  if (detail === "minute") return startMs + MINUTE_MS;
  if (detail === "day") return startOfDate(timeZone, dateAt(timeZone, startMs) + DAY_MS);
  // Clocks that change by half an hour make one bucket shorter, never one that goes back.
  const candidate = startOfHour(timeZone, startMs + HOUR_MS);
  return candidate > startMs ? candidate : startMs + HOUR_MS;
}
