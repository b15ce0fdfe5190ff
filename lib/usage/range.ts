import { DomainError } from "@/lib/errors/domain-error";
import { floorTo } from "./buckets";
import type { UsagePreset, UsageRange } from "./schemas";
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
  const fromMs = startOfDate(timeZone, Date.parse(range.from));
  const endMs = startOfDate(timeZone, Date.parse(range.to) + DAY_MS);
  if (fromMs >= nowMs) {
    throw new DomainError("invalid_input", {
      fields: { range: ["Choose a first day that is not in the future."] },
    });
  }
  return { fromMs, toMs: Math.min(endMs, nowMs + 1), isLive: endMs > nowMs };
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
