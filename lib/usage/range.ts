import { DomainError } from "@/lib/errors/domain-error";
import { floorTo } from "./buckets";
import type { UsagePreset, UsageRange } from "./ranges";
import { dateAt, startOfDate } from "./time-zone";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./units";

export type ResolvedRange = { fromMs: number; toMs: number; isLive: boolean };

/**
 * The instants a range means for a viewer in `timeZone` at `nowMs`: `[fromMs, toMs)`, whole minutes at its start.
 *
 * Never reaches beyond now: a range that does is live and ends one millisecond after it, so that now is inside. The detail has no part in it, so that the same
 * range has the same totals in every detail.
 * @throws {DomainError} `invalid_input` when the range has not begun yet.
 */
export function resolveRange(range: UsageRange, timeZone: string, nowMs: number): ResolvedRange {
  if ("preset" in range)
    return { fromMs: presetStart(range.preset, timeZone, nowMs), toMs: nowMs + 1, isLive: true };
  const isSpan = "start" in range;
  const fromMs = isSpan
    ? floorTo(Date.parse(range.start), "minute", timeZone)
    : startOfDate(timeZone, Date.parse(range.from));
  const endMs = isSpan
    ? floorTo(Date.parse(range.end), "minute", timeZone)
    : startOfDate(timeZone, Date.parse(range.to) + DAY_MS);
  if (fromMs >= nowMs) {
    throw new DomainError("invalid_input", {
      fields: { range: ["Choose a start that is not in the future."] },
    });
  }
  return { fromMs, toMs: Math.min(endMs, nowMs + 1), isLive: endMs > nowMs };
}

/**
 * The period before one that `resolveRange` answered: as many hours or calendar days earlier, and as much of it as there is of
 * this one so far.
 */
export function previousRange(
  range: UsageRange,
  timeZone: string,
  { fromMs, toMs }: Pick<ResolvedRange, "fromMs" | "toMs">,
): { fromMs: number; toMs: number } {
  const start = startBefore(range, timeZone, fromMs);
  return { fromMs: start, toMs: Math.min(start + (toMs - fromMs), fromMs) };
}

function startBefore(range: UsageRange, timeZone: string, fromMs: number): number {
  const days = (count: number) => startOfDate(timeZone, dateAt(timeZone, fromMs) - count * DAY_MS);
  if ("start" in range) return fromMs - (Date.parse(range.end) - Date.parse(range.start));
  if (!("preset" in range)) return days((Date.parse(range.to) - Date.parse(range.from)) / DAY_MS + 1);
  switch (range.preset) {
    case "1h":
      return fromMs - HOUR_MS;
    case "24h":
      return fromMs - DAY_MS;
    case "7d":
      return days(7);
    case "30d":
      return days(30);
  }
}

function presetStart(preset: UsagePreset, timeZone: string, nowMs: number): number {
  switch (preset) {
    case "1h":
      return floorTo(nowMs, "minute", timeZone) - 59 * MINUTE_MS;
    case "24h":
      return floorTo(nowMs, "hour", timeZone) - 23 * HOUR_MS;
    case "7d":
      return startOfDate(timeZone, dateAt(timeZone, nowMs) - 6 * DAY_MS);
    case "30d":
      return startOfDate(timeZone, dateAt(timeZone, nowMs) - 29 * DAY_MS);
  }
}
