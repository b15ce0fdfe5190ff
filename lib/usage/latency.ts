/** Widest error of a quantile, relative to the true one. */
const ACCURACY = 0.02;
const GROWTH = (1 + ACCURACY) / (1 - ACCURACY);
const LOG_GROWTH = Math.log(GROWTH);
/** An hour; whatever took longer counts as that long. */
const LONGEST_US = 3_600_000_000;

/**
 * How long calls took: how many fell into which bucket, buckets ascending, none empty.
 *
 * Bucket `i` holds what took more than `g^(i-1)` and at most `g^i` microseconds (`g` = 1.0408), whoever counts, so that two
 * histograms merge by adding. A quantile is right to 2 % from a microsecond to an hour.
 */
export type Histogram = { readonly buckets: readonly number[]; readonly counts: readonly number[] };

/** The bucket of a duration in milliseconds. A microsecond or less is in bucket 0. */
export function bucketOf(ms: number): number {
  const us = Math.min(ms * 1000, LONGEST_US);
  return us <= 1 ? 0 : Math.ceil(Math.log(us) / LOG_GROWTH);
}

/** The milliseconds a bucket stands for: never more than 2 % from any duration in it. */
export function msOfBucket(bucket: number): number {
  return (2 * GROWTH ** bucket) / (GROWTH + 1) / 1000;
}

/** All of both. */
export function mergeHistograms(left: Histogram, right: Histogram): Histogram {
  const sums = new Map<number, number>();
  for (const { buckets, counts } of [left, right]) {
    buckets.forEach((bucket, at) => {
      sums.set(bucket, (sums.get(bucket) ?? 0) + (counts[at] ?? 0));
    });
  }
  return histogramOf(sums);
}

/** A histogram of counts by bucket. */
export function histogramOf(counts: ReadonlyMap<number, number>): Histogram {
  const rows = [...counts].sort(([a], [b]) => a - b);
  return { buckets: rows.map(([bucket]) => bucket), counts: rows.map(([, count]) => count) };
}

/**
 * The duration in milliseconds that the given part of the calls (0 to 1) did not exceed; null when there were none.
 * Nearest rank: of `n` calls the one with rank `max(1, ceil(part * n))`.
 */
export function quantile({ buckets, counts }: Histogram, part: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const rank = Math.max(1, Math.ceil(part * total));
  let seen = 0;
  for (const [at, bucket] of buckets.entries()) {
    seen += counts[at] ?? 0;
    if (seen >= rank) return msOfBucket(bucket);
  }
  return null;
}
