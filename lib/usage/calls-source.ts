import type { PoolClient } from "pg";
import { ALL, RESOLUTIONS, type Resolution } from "./resolutions";
import type { UsageScope } from "./scope";
import { type Mark, type Span, type Spans, spansOf } from "./spans";
import { MINUTE_MS } from "./units";

/** SQL of a table to select from, and the values it speaks of. */
export type Source = { sql: string; values: unknown[] };

/** The stretches of an org that changed since they were rolled up, as far as they touch `[from, to)`. */
export async function marksIn(client: PoolClient, orgId: string, { from, to }: Span): Promise<Mark[]> {
  const { rows } = await client.query<{ minutes: number; start: Date }>(
    `SELECT minutes, start FROM usage_unrolled
      WHERE org_id = $1 AND start >= $2::timestamptz - interval '1 day' AND start < $3`,
    [orgId, new Date(from), new Date(to)],
  );
  return rows.map(({ minutes, start }) => ({
    from: start.getTime(),
    to: start.getTime() + minutes * MINUTE_MS,
  }));
}

/**
 * Each row of the scope's calls once, in whatever resolution it is read: `at` (the start of its stretch), `secret_id`,
 * `product_id`, `class_id`, `status`, `code`, `requests`, `bytes_in`, `bytes_out`. `secret_id` is known only where keys are named.
 */
export function callsSource(scope: UsageScope, spans: Spans): Source {
  const columns = "secret_id, product_id, class_id, status, code, requests, bytes_in, bytes_out";
  return sourceOf(scope, spans, ({ calls }) => ({
    table: calls,
    columns,
    ofProducts: (products) => `product_id = ANY(${products})`,
  }));
}

/** The same for histograms: `at`, and `buckets` and `counts` as text, which is read faster than arrays are. Classes are those of the scope's products. */
export function latencySource(scope: UsageScope, spans: Spans): Source {
  return sourceOf(scope, spans, (resolution) => ({
    table: resolution.latency,
    columns: "buckets::text AS buckets, counts::text AS counts",
    ofProducts: (products) =>
      `class_id = ANY(ARRAY(SELECT id FROM endpoint_class WHERE product_id = ANY(${products})))`,
    // Over all classes there is one row, where there is one over all keys.
    ...(scope.keys.length === 0 && resolution.id !== "minute"
      ? { more: `class_id ${scope.products.length === 0 ? "=" : "<>"} '${ALL}'` }
      : {}),
  }));
}

/** Where to read an org's calls of a time, given what is rolled up. No row lies astride of `cuts`. */
export async function spansIn(
  client: PoolClient,
  scope: UsageScope,
  cuts: readonly number[],
): Promise<Spans> {
  const span = { from: scope.fromMs, to: scope.toMs };
  return spansOf(span, cuts, await marksIn(client, scope.orgId, span));
}

type Part = {
  table: string;
  columns: string;
  ofProducts: (products: string) => string;
  more?: string;
};

function sourceOf(scope: UsageScope, spans: Spans, partOf: (resolution: Resolution) => Part): Source {
  const values: unknown[] = [scope.orgId];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const keys = scope.keys.length > 0 ? bind(scope.keys) : null;
  const products = scope.products.length > 0 ? bind(scope.products) : null;
  const parts = RESOLUTIONS.flatMap((resolution) => {
    const [first] = spans[resolution.id];
    const last = spans[resolution.id].at(-1);
    if (first === undefined || last === undefined) return [];
    const { table, columns, ofProducts, more } = partOf(resolution);
    const where = ["m.org_id = $1", ...(more === undefined ? [] : [more])];
    // Said apart, so that partitions of other times are not even looked at.
    where.push(`${resolution.time} >= ${bind(new Date(first.from))}`);
    where.push(`${resolution.time} < ${bind(new Date(last.to))}`);
    if (keys !== null) where.push(`key_id = ANY(${keys})`);
    else if (resolution.id !== "minute") where.push(`key_id = '${ALL}'`);
    if (products !== null) where.push(ofProducts(products));
    const several = spans[resolution.id].length > 1 ? joinSpans(spans[resolution.id], bind) : "";
    return [
      `SELECT m.${resolution.time} AS at, ${columns} FROM ${several}${table} AS m WHERE ${where.join(" AND ")}${
        several === "" ? "" : ` AND m.${resolution.time} >= s.begins AND m.${resolution.time} < s.ends`
      }`,
    ];
  });
  return { sql: parts.join(" UNION ALL "), values };
}

function joinSpans(spans: readonly Span[], bind: (value: unknown) => string): string {
  const [begins, ends] = [spans.map(({ from }) => new Date(from)), spans.map(({ to }) => new Date(to))];
  return `unnest(${bind(begins)}::timestamptz[], ${bind(ends)}::timestamptz[]) AS s (begins, ends), `;
}
