import { type Span, spanOf } from "@/lib/edge/limits/period";
import type { UsageDetail } from "./ranges";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./units";

/** A calendar period of UTC, cut into stretches that are told one by one, and the time before it that a forecast goes by. */
export type Period = {
  readonly kind: "hour" | "day" | "month";
  readonly detail: UsageDetail;
  /** Starts of the stretches before it, the oldest first. */
  readonly before: readonly number[];
  /** Starts of its stretches. */
  readonly starts: readonly number[];
  readonly endMs: number;
  /** Length of a season in stretches. */
  readonly season: number;
};

const CUTS = {
  hour: { detail: "minute", ms: MINUTE_MS, before: 60, season: Number.POSITIVE_INFINITY },
  day: { detail: "hour", ms: HOUR_MS, before: 28 * 24, season: 7 * 24 },
  month: { detail: "day", ms: DAY_MS, before: 28, season: 7 },
} as const;

/** The period of a kind that `atMs` lies in: an hour by minutes, a day by hours, a month by days. */
export function periodAt(kind: Period["kind"], atMs: number): Period {
  const { start, end }: Span = spanOf(kind, atMs);
  const { detail, ms, before, season } = CUTS[kind];
  return {
    kind,
    detail,
    before: stretches(start - before * ms, start, ms),
    starts: stretches(start, end, ms),
    endMs: end,
    season,
  };
}

function stretches(from: number, to: number, ms: number): number[] {
  return Array.from({ length: (to - from) / ms }, (_, i) => from + i * ms);
}
