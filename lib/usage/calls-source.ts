import type { PoolClient } from "pg";
import { type CutDays, type Reading, readingOf } from "./cut-days";
import { inSpans } from "./in-spans";
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
      WHERE org_id = $1 AND start >= $2::timestamptz - interval '7 days' AND start < $3`,
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
 *
 * @param cutDays Of these days the shorter piece comes twice, the second time with numbers below zero and, like the whole day, `at` a
 * minute of the longer piece: to be added up, by bucket.
 */
export function callsSource(scope: UsageScope, spans: Spans, cutDays: CutDays | null = null): Source {
  const columns = "secret_id, product_id, class_id, status, code, requests, bytes_in, bytes_out";
  const less =
    "secret_id, product_id, class_id, status, code, by * requests AS requests, by * bytes_in AS bytes_in, by * bytes_out AS bytes_out";
  const part = (isTwice: boolean) => (resolution: Resolution) => ({
    table: resolution.calls,
    columns: isTwice ? less : columns,
    ofProducts: (products: string) => `product_id = ANY(${products})`,
  });
  return sourceOf(scope, [[spans, part(false)], ...ofCutDays(cutDays, part)]);
}

/** The same, key by key: with `key_id`, whatever keys the scope names. */
export function callsByKey(scope: UsageScope, spans: Spans): Source {
  const columns = "key_id, secret_id, product_id, class_id, status, code, requests, bytes_in, bytes_out";
  const part: PartOf = ({ calls }) => ({
    table: calls,
    columns,
    ofProducts: (products) => `product_id = ANY(${products})`,
    isByKey: true,
  });
  return sourceOf(scope, [[spans, part]]);
}

/**
 * The same for histograms: `at`, `buckets` and `counts` as text, which is read faster than arrays are, and `by`, how often to add
 * them: 1 or -1. Classes are those of the scope's products.
 */
export function latencySource(scope: UsageScope, spans: Spans, cutDays: CutDays | null = null): Source {
  const part = (isTwice: boolean) => (resolution: Resolution) => ({
    table: resolution.latency,
    columns: `buckets::text AS buckets, counts::text AS counts, ${isTwice ? "by" : "1 AS by"}`,
    ofProducts: (products: string) =>
      `class_id = ANY(ARRAY(SELECT id FROM endpoint_class WHERE product_id = ANY(${products})))`,
    // Over all classes there is one row, where there is one over all keys.
    ...(scope.keys.length === 0 && resolution.id !== "minute"
      ? { more: `class_id ${scope.products.length === 0 ? "=" : "<>"} '${ALL}'` }
      : {}),
  });
  return sourceOf(scope, [[spans, part(false)], ...ofCutDays(cutDays, part)]);
}

/** The days as a whole, and their shorter pieces twice: `by` 1 and, where their day is counted, -1. */
function ofCutDays(cutDays: CutDays | null, part: (isTwice: boolean) => PartOf): [Spans, PartOf][] {
  if (cutDays === null) return [];
  const moved = (time: string) =>
    `date_bin('1 day', ${time}, 'epoch'::timestamptz) + interval '${cutDays.minute} minutes'`;
  const whole: PartOf = (resolution) => ({ ...part(false)(resolution), at: moved });
  const twice: PartOf = (resolution) => {
    const { table, ...rest } = part(true)(resolution);
    return {
      ...rest,
      table: `${table} CROSS JOIN (VALUES (1), (-1)) AS twice (by)`,
      at: (time) => `CASE by WHEN 1 THEN ${time} ELSE ${moved(time)} END`,
    };
  };
  return [
    [{ minute: [], quarter: [], hour: [], day: cutDays.days, week: [] }, whole],
    [cutDays.pieces, twice],
  ];
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

/** The same for what is added up between cuts, with fewer rows. */
export async function readingIn(
  client: PoolClient,
  scope: UsageScope,
  cuts: readonly number[],
): Promise<Reading> {
  const span = { from: scope.fromMs, to: scope.toMs };
  return readingOf(span, cuts, await marksIn(client, scope.orgId, span));
}

type Part = {
  table: string;
  columns: string;
  ofProducts: (products: string) => string;
  more?: string;
  isByKey?: boolean;
  /** SQL of `at`, of the start of a row's stretch. */
  at?: (time: string) => string;
};

type PartOf = (resolution: Resolution) => Part;

function sourceOf(scope: UsageScope, readings: readonly (readonly [Spans, PartOf])[]): Source {
  const values: unknown[] = [scope.orgId];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const keys = scope.keys.length > 0 ? bind(scope.keys) : null;
  const products = scope.products.length > 0 ? bind(scope.products) : null;
  const partsOf = (spans: Spans, partOf: PartOf) => (resolution: Resolution) => {
    if (spans[resolution.id].length === 0) return [];
    const { table, columns, ofProducts, more, isByKey = false, at = String } = partOf(resolution);
    const where = ["org_id = $1", ...(more === undefined ? [] : [more])];
    where.push(inSpans(resolution.time, spans[resolution.id], resolution.ms, bind));
    if (keys !== null) where.push(`key_id = ANY(${keys})`);
    else if (resolution.id !== "minute") where.push(`key_id ${isByKey ? "<>" : "="} '${ALL}'`);
    if (products !== null) where.push(ofProducts(products));
    return [`SELECT ${at(resolution.time)} AS at, ${columns} FROM ${table} WHERE ${where.join(" AND ")}`];
  };
  const parts = readings.flatMap(([spans, partOf]) => RESOLUTIONS.flatMap(partsOf(spans, partOf)));
  return { sql: parts.join(" UNION ALL "), values };
}
