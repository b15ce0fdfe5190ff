/** One line of a chart. `values[i]` belongs to the bucket that begins at `starts[i]`; `null` is a gap, not a zero. */
export type ChartLine = {
  id: string;
  label: string;
  /** A chart colour's CSS variable, so that both themes hold. */
  color: string;
  values: readonly (number | null)[];
  /** What it is held against: drawn in dashes, without a fill. */
  isCompared?: boolean;
};

/** What all charts of one view share. */
export type ChartTime = {
  /** Start of each bucket, Unix milliseconds. */
  starts: readonly number[];
  detail: "minute" | "hour" | "day";
  timeZone: string;
  isFirstPartial: boolean;
  isLastPartial: boolean;
};

/** A row for the drawing library: the values of a bucket. */
export type ChartPoint = { start: number } & Record<string, number | null>;

/**
 * Turns lines into rows. The last bucket, while it is not over, is taken out: less time must not look like fewer calls.
 * `OpenSteps` draws it.
 */
export function toPoints(time: ChartTime, lines: readonly ChartLine[]): ChartPoint[] {
  const open = time.isLastPartial ? time.starts.length - 1 : -1;
  return time.starts.map((start, i) => {
    const point: ChartPoint = { start };
    for (const { id, values } of lines) point[id] = i === open ? null : (values[i] ?? null);
    return point;
  });
}

/** Whether a value stands alone between gaps: a line would not show it, so it needs a dot. */
export function isAlone(values: readonly (number | null)[], i: number): boolean {
  return values[i] != null && values[i - 1] == null && values[i + 1] == null;
}

/** The largest value, 0 when there is none. */
export function peak(lines: readonly ChartLine[]): number {
  return lines.reduce(
    (most, { values }) => values.reduce<number>((max, value) => Math.max(max, value ?? 0), most),
    0,
  );
}
