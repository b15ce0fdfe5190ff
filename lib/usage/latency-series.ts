import type { PoolClient } from "pg";
import type { LatencyReport } from "./breakdown-schemas";
import { bucketStarts, next } from "./buckets";
import { latencySource, resolutionOf, spansIn } from "./calls-source";
import { histogramOf, quantile } from "./latency";
import type { UsageDetail } from "./schemas";
import { toCount, type UsageScope } from "./scope";

/** How long calls took, bucket by bucket and over all of the scope. Histograms merge, so that both are right to 2 %. */
export async function latencySeries(
  client: PoolClient,
  scope: UsageScope,
  { detail, timeZone }: { detail: UsageDetail; timeZone: string },
): Promise<LatencyReport> {
  const starts = bucketStarts(scope.fromMs, scope.toMs, detail, timeZone);
  const counts = await countsByBucket(client, scope, starts);
  const all = new Map<number, number>();
  for (const ofBucket of counts.values())
    for (const [bucket, n] of ofBucket) all.set(bucket, (all.get(bucket) ?? 0) + n);
  const histograms = starts.map((_, i) => histogramOf(counts.get(i + 1) ?? new Map()));
  const column = (part: number) => histograms.map((histogram) => quantile(histogram, part));
  const overall = histogramOf(all);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((part) => quantile(overall, part));
  const end = starts.at(-1) ?? scope.fromMs;
  return {
    starts,
    p50: column(0.5),
    p95: column(0.95),
    p99: column(0.99),
    isFirstPartial: (starts[0] ?? scope.fromMs) < scope.fromMs,
    isLastPartial: next(end, detail, timeZone) > scope.toMs,
    overall: p50 == null || p95 == null || p99 == null ? null : { p50, p95, p99 },
    measured: [...all.values()].reduce((sum, n) => sum + n, 0),
  };
}

/** For each bucket of time, by its number from 1, how many calls fell into which bucket of durations. */
async function countsByBucket(
  client: PoolClient,
  scope: UsageScope,
  starts: readonly number[],
): Promise<ReadonlyMap<number, Map<number, number>>> {
  const { sql, values } = latencySource(scope, await spansIn(client, scope, resolutionOf(starts)));
  if (sql === "") return new Map();
  const bounds = `$${values.push(starts.map((start) => new Date(start)))}`;
  const { rows } = await client.query<{ at: number; bucket: number; n: string }>(
    `SELECT slot AS at, bucket, sum(n)::bigint AS n
       FROM (SELECT width_bucket(at, ${bounds}::timestamptz[]) AS slot, buckets, counts FROM (${sql}) AS measured) AS slots
      CROSS JOIN unnest(buckets, counts) AS b (bucket, n) GROUP BY 1, 2`,
    values,
  );
  const counts = new Map<number, Map<number, number>>();
  for (const { at, bucket, n } of rows) {
    const ofBucket = counts.get(at) ?? new Map<number, number>();
    ofBucket.set(bucket, toCount(n));
    counts.set(at, ofBucket);
  }
  return counts;
}
