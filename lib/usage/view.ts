import { env } from "@/lib/env";
import { type ResolvedRange, resolveRange } from "./range";
import type { UsageDetail } from "./ranges";
import type { UsageQuery } from "./schemas";
import { DAY_MS } from "./units";

/** A query with its times worked out. */
export type View = ResolvedRange & { detail: UsageDetail; timeZone: string };

/** What a query means at `nowMs`. Where only days of UTC are kept any more, days are those. */
export function viewOf(
  { range, detail, timeZone }: UsageQuery,
  nowMs: number,
  kept = keptSince(nowMs),
): View {
  const view = resolveRange(range, timeZone, nowMs);
  if (view.fromMs >= kept.hour) return { ...view, detail, timeZone };
  return { ...resolveRange(range, "UTC", nowMs), detail, timeZone: "UTC" };
}

/** Since when calls are kept in a detail, Unix milliseconds. */
export function keptSince(nowMs: number): Record<UsageDetail, number> {
  const { USAGE_KEEP_DAYS, USAGE_HOURS_KEEP_DAYS, USAGE_DAYS_KEEP_DAYS } = env();
  const since = (days: number) => Math.floor(nowMs / DAY_MS - days) * DAY_MS;
  return {
    minute: since(USAGE_KEEP_DAYS),
    hour: since(USAGE_HOURS_KEEP_DAYS),
    day: since(USAGE_DAYS_KEEP_DAYS),
  };
}
