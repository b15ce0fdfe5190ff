import type { PoolClient } from "pg";
import { TOP_DIMENSIONS, type TopDimension, type TopList, type UsageBreakdown } from "./breakdown-schemas";
import { marksIn } from "./calls-source";
import { ALL } from "./resolutions";
import { toCount, type UsageScope } from "./scope";
import { type Spans, spansOf } from "./spans";
import { topsSource } from "./tops-source";
import { DAY_MS, HOUR_MS } from "./units";

/** Values of each dimension that are told apart. */
export const TOP_VALUES = 10;

type Row = { dimension: TopDimension; value: string; requests: string; unsure: string; total: string };

/**
 * The heaviest callers and endpoints of a scope, whatever its products: they are counted by key and hour (UTC).
 *
 * @param hoursSinceMs Before this only whole days are kept.
 * @param most How many values of each dimension; of countries, which a map shows, all.
 */
export async function topsOf(
  client: PoolClient,
  scope: UsageScope,
  hoursSinceMs: number,
  most = TOP_VALUES,
): Promise<UsageBreakdown["callers"]> {
  const unit = scope.fromMs < hoursSinceMs ? DAY_MS : HOUR_MS;
  const from = Math.floor(scope.fromMs / unit) * unit;
  const to = Math.ceil(scope.toMs / HOUR_MS) * HOUR_MS;
  const spans = spansOf({ from, to }, [], await marksIn(client, scope.orgId, { from, to }));
  const { rows } = await queryTops(client, scope, spans, most);
  const top = Object.fromEntries(
    TOP_DIMENSIONS.map((dimension) => [dimension, listOf(rows.filter((row) => row.dimension === dimension))]),
  ) as Record<TopDimension, TopList>;
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    ignoresProducts: scope.products.length > 0,
    top,
  };
}

function listOf(rows: readonly Row[]): TopList {
  const total = toCount(rows[0]?.total ?? "0");
  const values = rows
    .filter(({ value, requests }) => value !== ALL && requests !== "0")
    .map((row) => ({
      value: row.value,
      requests: toCount(row.requests),
      unsure: toCount(row.unsure),
    }));
  return { total, values, other: total - values.reduce((sum, { requests }) => sum + requests, 0) };
}

function queryTops(client: PoolClient, scope: UsageScope, spans: Spans, most: number) {
  const { sql, values } = topsSource(scope, spans, TOP_DIMENSIONS);
  const limit = `$${values.push(most)}`;
  return client.query<Row>(
    `SELECT dimension, value, requests::bigint, unsure::bigint, total::bigint FROM (
       SELECT dimension, value, sum(requests) AS requests, sum(unsure) AS unsure,
              sum(sum(requests + unsure)) OVER (PARTITION BY dimension) AS total,
              row_number() OVER (PARTITION BY dimension ORDER BY value = '${ALL}', sum(requests) DESC, value) AS place
         FROM (${sql}) AS rows GROUP BY 1, 2) AS ranked
      WHERE place <= ${limit} OR dimension = 'country' ORDER BY dimension, place`,
    values,
  );
}
