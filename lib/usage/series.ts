import type { PoolClient } from "pg";
import { bucketStarts, next } from "./buckets";
import type { UsageDetail, UsageSeries } from "./schemas";
import { MEASURES, type MeasureRow, scopeCondition, toCount, type UsageScope } from "./scope";

export type SeriesInput = {
  detail: UsageDetail;
  timeZone: string;
  /** Before this nothing can have been counted: the org did not exist, or the rows are no longer kept. */
  dataSinceMs: number;
};

/**
 * The four numbers of Analytics, bucket by bucket; each adds up to the scope's total.
 *
 * A bucket without calls is zero where calls could have been counted, `null` where not.
 */
export async function usageSeries(
  client: PoolClient,
  scope: UsageScope,
  input: SeriesInput,
): Promise<UsageSeries> {
  const starts = bucketStarts(scope.fromMs, scope.toMs, input.detail, input.timeZone);
  const rows = await countByBucket(client, scope, starts);
  const ends = starts.map((start, i) => starts[i + 1] ?? next(start, input.detail, input.timeZone));
  const column = (name: keyof MeasureRow) =>
    starts.map((_, i) => {
      const row = rows.get(i + 1);
      if (row !== undefined) return toCount(row[name]);
      return (ends[i] ?? 0) > input.dataSinceMs ? 0 : null;
    });
  return {
    starts,
    requests: column("requests"),
    qpsBreaches: column("qps_breaches"),
    clientErrors: column("client_errors"),
    serverErrors: column("server_errors"),
    isFirstPartial: (starts[0] ?? scope.fromMs) < scope.fromMs,
    isLastPartial: (ends.at(-1) ?? scope.toMs) > scope.toMs,
  };
}

/** Rows by the number of their bucket, from 1. The zone's rules are applied once, in `bucketStarts`. */
async function countByBucket(client: PoolClient, scope: UsageScope, starts: readonly number[]) {
  const { where, values } = scopeCondition(scope);
  const bounds = `$${values.push(starts.map((start) => new Date(start)))}`;
  const { rows } = await client.query<MeasureRow & { bucket: number }>(
    `SELECT width_bucket(minute, ${bounds}::timestamptz[]) AS bucket, ${MEASURES}
       FROM usage_minute WHERE ${where} GROUP BY bucket`,
    values,
  );
  return new Map(rows.map((row) => [row.bucket, row]));
}
