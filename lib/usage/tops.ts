import type { PoolClient } from "pg";
import { TOP_DIMENSIONS, type TopDimension, type TopList, type UsageBreakdown } from "./breakdown-schemas";
import { marksIn } from "./calls-source";
import { ALL } from "./resolutions";
import { toCount, type UsageScope } from "./scope";
import { type Span, type Spans, spansOf } from "./spans";
import { DAY_MS, HOUR_MS } from "./units";

/** Values of each dimension that are told apart. */
export const TOP_VALUES = 10;

type Row = { dimension: TopDimension; value: string; requests: string; unsure: string; total: string };

/**
 * The heaviest callers and endpoints of a scope, whatever its products: they are counted by key and hour (UTC).
 *
 * @param hoursSinceMs Before this only whole days are kept.
 * @param most How many values of each dimension.
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

function queryTops(client: PoolClient, { orgId, keys }: UsageScope, spans: Spans, most: number) {
  const values: unknown[] = [orgId, [...TOP_DIMENSIONS], most];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const ofKeys = keys.length > 0 ? `t.key_id = ANY(${bind(keys)})` : null;
  const part = (table: string, time: string, key: string, times: readonly Span[]) => {
    const [first, last] = [times[0], times.at(-1)];
    if (first === undefined || last === undefined) return [];
    const [begins, ends] = [times.map((span) => new Date(span.from)), times.map((span) => new Date(span.to))];
    return [
      `SELECT t.dimension, t.value, t.requests, t.unsure
         FROM unnest(${bind(begins)}::timestamptz[], ${bind(ends)}::timestamptz[]) AS s (begins, ends)
         JOIN ${table} AS t ON t.org_id = $1 AND ${key} AND t.dimension = ANY($2) AND t.${time} >= s.begins AND t.${time} < s.ends
          AND t.${time} >= ${bind(new Date(first.from))} AND t.${time} < ${bind(new Date(last.to))}`,
    ];
  };
  // An hour that changed since it was rolled up is read from the rows of its keys.
  const changed = wholeHours([...spans.quarter, ...spans.minute]);
  const parts = [
    ...part("usage_top_day", "start", ofKeys ?? `t.key_id = '${ALL}'`, spans.day),
    ...part("usage_top", "hour", ofKeys ?? `t.key_id = '${ALL}'`, spans.hour),
    ...part("usage_top", "hour", ofKeys ?? `t.key_id <> '${ALL}'`, changed),
  ];
  return client.query<Row>(
    `SELECT dimension, value, requests::bigint, unsure::bigint, total::bigint FROM (
       SELECT dimension, value, sum(requests) AS requests, sum(unsure) AS unsure,
              sum(sum(requests + unsure)) OVER (PARTITION BY dimension) AS total,
              row_number() OVER (PARTITION BY dimension ORDER BY value = '${ALL}', sum(requests) DESC, value) AS place
         FROM (${parts.join(" UNION ALL ")}) AS rows GROUP BY 1, 2) AS ranked
      WHERE place <= $3 ORDER BY dimension, place`,
    values,
  );
}

function wholeHours(spans: readonly Span[]): Span[] {
  const hours = new Set<number>();
  for (const { from, to } of spans)
    for (let hour = Math.floor(from / HOUR_MS) * HOUR_MS; hour < to; hour += HOUR_MS) hours.add(hour);
  return [...hours].sort((a, b) => a - b).map((from) => ({ from, to: from + HOUR_MS }));
}
