import type { PoolClient } from "pg";
import type { LatencyReport } from "./breakdown-schemas";
import { bucketStarts, next } from "./buckets";
import { latencySource, readingIn } from "./calls-source";
import { DenseHistogram } from "./dense-histogram";
import type { UsageDetail } from "./ranges";
import type { UsageScope } from "./scope";

/** How long calls took, bucket by bucket and over all of the scope. Histograms merge, so that both are right to 2 %. */
export async function latencySeries(
  client: PoolClient,
  scope: UsageScope,
  { detail, timeZone }: { detail: UsageDetail; timeZone: string },
): Promise<LatencyReport> {
  const starts = bucketStarts(scope.fromMs, scope.toMs, detail, timeZone);
  const histograms = await histogramsOf(client, scope, starts);
  const all = new DenseHistogram();
  for (const histogram of histograms) all.merge(histogram);
  const column = (part: number) => histograms.map((histogram) => histogram.quantile(part));
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((part) => all.quantile(part));
  const end = starts.at(-1) ?? scope.fromMs;
  return {
    starts,
    p50: column(0.5),
    p95: column(0.95),
    p99: column(0.99),
    isFirstPartial: (starts[0] ?? scope.fromMs) < scope.fromMs,
    isLastPartial: next(end, detail, timeZone) > scope.toMs,
    overall: p50 == null || p95 == null || p99 == null ? null : { p50, p95, p99 },
    measured: all.total,
  };
}

/** A histogram for each bucket of time. Rows are merged here: the database would have to take each of them apart. */
async function histogramsOf(
  client: PoolClient,
  scope: UsageScope,
  starts: readonly number[],
): Promise<readonly DenseHistogram[]> {
  const histograms = starts.map(() => new DenseHistogram());
  const { spans, cutDays } = await readingIn(client, scope, starts);
  const { sql, values } = latencySource(scope, spans, cutDays);
  if (sql === "") return histograms;
  const bounds = `$${values.push(starts.map((start) => new Date(start)))}`;
  const { rows } = await client.query<{ slot: number; buckets: string; counts: string; by: number }>(
    `SELECT width_bucket(at, ${bounds}::timestamptz[]) AS slot, buckets, counts, by FROM (${sql}) AS measured`,
    values,
  );
  for (const { slot, buckets, counts, by } of rows) histograms[slot - 1]?.add(buckets, counts, by);
  return histograms;
}
