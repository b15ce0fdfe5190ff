import type { PoolClient } from "pg";
import { bucketStarts, next } from "./buckets";
import { callsSource, readingIn } from "./calls-source";
import { MEASURE_IDS, MEASURES, type MeasureRow, NOTHING, toMeasures } from "./measures";
import type { UsageDetail } from "./ranges";
import type { UsageSeries, UsageTotals } from "./schemas";
import type { UsageScope } from "./scope";

export type SeriesInput = {
  detail: UsageDetail;
  timeZone: string;
  /** Before this nothing can have been counted: the org did not exist, or the rows are no longer kept. */
  dataSinceMs: number;
};

/**
 * The numbers of Analytics, bucket by bucket, and over the whole scope; each series adds up to its total.
 *
 * A bucket without calls is zero where calls could have been counted, `null` where not.
 */
export async function usageSeries(
  client: PoolClient,
  scope: UsageScope,
  input: SeriesInput,
): Promise<{ totals: UsageTotals; series: UsageSeries }> {
  const starts = bucketStarts(scope.fromMs, scope.toMs, input.detail, input.timeZone);
  const counted = await countByBucket(client, scope, starts);
  const ends = starts.map((start, i) => starts[i + 1] ?? next(start, input.detail, input.timeZone));
  const column = (name: keyof UsageTotals) =>
    starts.map((_, i) => counted.get(i + 1)?.[name] ?? ((ends[i] ?? 0) > input.dataSinceMs ? 0 : null));
  const totals = { ...NOTHING };
  for (const row of counted.values()) for (const id of MEASURE_IDS) totals[id] += row[id];
  return {
    totals,
    series: {
      starts,
      requests: column("requests"),
      qpsBreaches: column("qpsBreaches"),
      clientErrors: column("clientErrors"),
      serverErrors: column("serverErrors"),
      authFailures: column("authFailures"),
      bytesIn: column("bytesIn"),
      bytesOut: column("bytesOut"),
      isFirstPartial: (starts[0] ?? scope.fromMs) < scope.fromMs,
      isLastPartial: (ends.at(-1) ?? scope.toMs) > scope.toMs,
    },
  };
}

/** What was counted in each bucket, by its number from 1; nothing for one without calls. */
export async function countByBucket(
  client: PoolClient,
  scope: UsageScope,
  starts: readonly number[],
): Promise<ReadonlyMap<number, UsageTotals>> {
  const { spans, cutDays } = await readingIn(client, scope, starts);
  const { sql, values } = callsSource(scope, spans, cutDays);
  if (sql === "") return new Map();

  const bounds = `$${values.push(starts.map((start) => new Date(start)))}`;
  const { rows } = await client.query<MeasureRow & { bucket: number }>(
    `SELECT width_bucket(at, ${bounds}::timestamptz[]) AS bucket, ${MEASURES}
       FROM (${sql}) AS calls GROUP BY bucket`,
    values,
  );
  return new Map(rows.map((row) => [row.bucket, toMeasures(row)]));
}
