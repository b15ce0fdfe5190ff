import fc from "fast-check";
import { expect, test } from "vitest";
import { DenseHistogram } from "./dense-histogram";
import { bucketOf, type Histogram, histogramOf, mergeHistograms, msOfBucket, quantile } from "./latency";

const HOUR_MS = 3_600_000;
const duration = fc.double({ min: 0.001, max: HOUR_MS, noNaN: true });

function histogram(durations: readonly number[]): Histogram {
  const counts = new Map<number, number>();
  for (const ms of durations) counts.set(bucketOf(ms), (counts.get(bucketOf(ms)) ?? 0) + 1);
  return histogramOf(counts);
}

test("a bucket stands for its durations to 2 %, and longer ones are never in a lower bucket", () => {
  fc.assert(
    fc.property(duration, duration, (a, b) => {
      expect(Math.abs(msOfBucket(bucketOf(a)) - a)).toBeLessThanOrEqual(a * 0.02 + 1e-9);
      expect(a <= b ? bucketOf(a) <= bucketOf(b) : bucketOf(a) >= bucketOf(b)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test("a quantile is within 2 % of the true one, whatever the durations", () => {
  fc.assert(
    fc.property(
      fc.array(duration, { minLength: 1, maxLength: 200 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (durations, part) => {
        const sorted = [...durations].sort((a, b) => a - b);
        const truth = sorted[Math.max(1, Math.ceil(part * sorted.length)) - 1] ?? 0;
        expect(Math.abs((quantile(histogram(durations), part) ?? -1) - truth)).toBeLessThanOrEqual(
          truth * 0.02 + 1e-9,
        );
      },
    ),
    { numRuns: 300 },
  );
});

test("merged in any order and any parts, it is the histogram of all", () => {
  fc.assert(
    fc.property(fc.array(fc.array(duration, { maxLength: 30 }), { maxLength: 6 }), (parts) => {
      const all = histogram(parts.flat());
      const forward = parts.map(histogram).reduce(mergeHistograms, histogram([]));
      const backward = parts.map(histogram).reverse().reduce(mergeHistograms, histogram([]));
      expect(forward).toEqual(all);
      expect(backward).toEqual(all);
    }),
    { numRuns: 200 },
  );
});

test("what is out of range counts at its end, and nothing has no quantile", () => {
  expect(bucketOf(0)).toBe(0);
  expect(bucketOf(10 * HOUR_MS)).toBe(bucketOf(HOUR_MS));
  expect(bucketOf(Number.POSITIVE_INFINITY)).toBe(bucketOf(HOUR_MS));
  expect(quantile(histogram([]), 0.5)).toBeNull();
});

test("many added to one give the quantiles of all, and none of what was taken away again", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(duration, { maxLength: 30 }), { maxLength: 6 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (parts, part) => {
        const dense = new DenseHistogram();
        for (const some of parts) {
          const { buckets, counts } = histogram(some);
          dense.add(`{${buckets}}`, `{${counts}}`);
          dense.add("{3,90}", "{7,1}");
          dense.add("{3,90}", "{7,1}", -1);
        }
        const merged = new DenseHistogram();
        merged.merge(dense);
        expect(merged.quantile(part)).toBe(quantile(histogram(parts.flat()), part));
        expect(merged.total).toBe(parts.flat().length);
      },
    ),
    { numRuns: 100 },
  );
});
