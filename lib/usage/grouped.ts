import type { PoolClient } from "pg";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { callsByKey, callsSource, type Source, spansIn } from "./calls-source";
import {
  GROUPED_ROWS,
  type GroupedRow,
  type GroupedUsage,
  type GroupedUsageQuery,
  type Grouping,
} from "./grouped-schemas";
import { toCount, type UsageScope } from "./scope";
import { readSnapshot } from "./snapshot";
import { topsSource } from "./tops-source";
import { DAY_MS, HOUR_MS } from "./units";
import { keptSince } from "./view";

const DEFAULT_DAYS = 30;
/** How many days one answer can cover. */
const MOST_DAYS = { hour: 31, other: 366 } as const;

/** What a group is named by in rows of calls. */
const COLUMNS = {
  key: "key_id",
  product: "product_id",
  class: "class_id",
  status: "status",
  code: "code",
  country: "value",
  day: "date_trunc('day', at, 'UTC')",
  hour: "date_trunc('hour', at, 'UTC')",
} as const satisfies Record<Grouping, string>;

const COUNTS = `sum(requests)::bigint AS requests,
  coalesce(sum(requests) FILTER (WHERE code = 'qps_exceeded'), 0)::bigint AS "qpsBreaches",
  coalesce(sum(requests) FILTER (WHERE status BETWEEN 400 AND 499), 0)::bigint AS status4xx,
  coalesce(sum(requests) FILTER (WHERE status BETWEEN 500 AND 599), 0)::bigint AS status5xx,
  sum(bytes_in)::bigint AS "bytesIn", sum(bytes_out)::bigint AS "bytesOut"`;

type Counts = Pick<GroupedRow, "qpsBreaches" | "status4xx" | "status5xx" | "bytesIn" | "bytesOut">;

/**
 * An organization's counted calls in `[from, to)`, whole hours, added up by what is asked for: by time first, then the heaviest.
 * Counted calls are in it within seconds.
 *
 * @throws {DomainError} `forbidden`; `not_found` for a key or product that this organization does not have; `invalid_input` for
 * a range that is empty or in the future; `range_too_wide` when it is longer, or the groups are more, than one answer can hold, or
 * hours are asked for that are not kept any more; `unavailable` when adding up took longer than 5 seconds.
 */
export async function groupedUsage(ctx: OrgContext, query: GroupedUsageQuery): Promise<GroupedUsage> {
  requirePermission(ctx, "usage:read");
  const { groupBy } = query;
  const { fromMs, toMs } = rangeOf(query, ctx.now.getTime());
  return readSnapshot(async (client) => {
    const products = query.product === undefined ? [] : [await productOf(client, query.product)];
    if (query.key !== undefined) await requireOwnKey(client, ctx.org.id, query.key);
    const keys = query.key === undefined ? [] : [query.key];
    const scope = { orgId: ctx.org.id, fromMs, toMs, keys, products };
    const data = await withSlugs(client, await readGroups(client, scope, groupBy));
    return {
      from: new Date(fromMs).toISOString(),
      to: new Date(toMs).toISOString(),
      groupBy: [...groupBy],
      requests: data.reduce((sum, row) => sum + row.requests, 0),
      data,
    };
  });
}

/**
 * The groups of a scope, products and classes by their IDs.
 *
 * @param heaviest So many of the heaviest alone; without it all.
 * @throws {DomainError} `range_too_wide` when all are more than an answer can hold.
 */
export async function readGroups(
  client: PoolClient,
  scope: UsageScope,
  groupBy: readonly Grouping[],
  heaviest?: number,
): Promise<GroupedRow[]> {
  const isByCountry = groupBy.includes("country");
  const { sql, values } = await sourceOf(client, scope, groupBy);
  if (sql === "") return [];
  const names = groupBy.map((name) => `${COLUMNS[name]} AS "${nameOf(name)}"`);
  const isByTime = groupBy.includes("day") || groupBy.includes("hour");
  const { rows } = await client.query<Record<string, unknown> & { requests: string }>(
    `SELECT ${names.join(", ")}, ${isByCountry ? "sum(requests)::bigint AS requests" : COUNTS}
       FROM (${sql}) AS calls GROUP BY ${groupBy.map((_, i) => i + 1).join(", ")}
      ORDER BY ${isByTime ? "time, " : ""}requests DESC, ${groupBy.map((_, i) => i + 1).join(", ")}
      LIMIT ${heaviest ?? GROUPED_ROWS + 1}`,
    values,
  );
  if (rows.length > GROUPED_ROWS) {
    throw tooWide(
      "groupBy",
      `This has more than ${GROUPED_ROWS} groups. Choose a shorter range, or group by less.`,
    );
  }
  return rows.map((row) => toRow(row, groupBy, isByCountry));
}

async function sourceOf(
  client: PoolClient,
  scope: UsageScope,
  groupBy: readonly Grouping[],
): Promise<Source> {
  const ms = groupBy.includes("hour") ? HOUR_MS : groupBy.includes("day") ? DAY_MS : null;
  const cuts: number[] = [];
  if (ms !== null) {
    for (let at = Math.ceil(scope.fromMs / ms) * ms; at < scope.toMs; at += ms) cuts.push(at);
  }
  const spans = await spansIn(client, scope, cuts);
  const isByKey = groupBy.includes("key");
  if (groupBy.includes("country")) return topsSource(scope, spans, ["country"], isByKey);
  return isByKey ? callsByKey(scope, spans) : callsSource(scope, spans);
}

function toRow(
  row: Record<string, unknown> & { requests: string },
  groupBy: readonly Grouping[],
  isByCountry: boolean,
): GroupedRow {
  const names = Object.fromEntries(
    groupBy.map(nameOf).map((name) => {
      const value = row[name];
      return [name, value instanceof Date ? value.toISOString() : value];
    }),
  );
  const counted: Counts = {};
  if (!isByCountry) {
    for (const name of ["qpsBreaches", "status4xx", "status5xx", "bytesIn", "bytesOut"] as const) {
      counted[name] = toCount(String(row[name] ?? 0));
    }
  }
  return { ...names, requests: toCount(row.requests), ...counted };
}

/** Products and classes by the names that programs know; one that is gone keeps its ID. */
async function withSlugs(client: PoolClient, rows: readonly GroupedRow[]): Promise<GroupedRow[]> {
  const isNamed = rows.some((row) => row.product !== undefined || row.class !== undefined);
  if (!isNamed) return [...rows];
  const { rows: named } = await client.query<{ id: string; slug: string }>(
    "SELECT id, slug FROM product UNION ALL SELECT id, slug FROM endpoint_class",
  );
  const slugs = new Map(named.map(({ id, slug }) => [id, slug]));
  return rows.map((row) => ({
    ...row,
    ...(row.product !== undefined && { product: slugs.get(row.product) ?? row.product }),
    ...(row.class !== undefined && { class: slugs.get(row.class) ?? row.class }),
  }));
}

function nameOf(grouping: Grouping): string {
  return grouping === "day" || grouping === "hour" ? "time" : grouping;
}

function rangeOf(
  { from, to, groupBy, product }: GroupedUsageQuery,
  nowMs: number,
): { fromMs: number; toMs: number } {
  if (product !== undefined && groupBy.includes("country")) {
    throw wrong("product", "Countries are not told apart by product. Leave one of the two out.");
  }
  const isByHour = groupBy.includes("hour");
  const kept = keptSince(nowMs);
  // Now is inside.
  const endMs = Math.min(to === undefined ? nowMs + 1 : Date.parse(to), nowMs + 1);
  const wanted = from === undefined ? endMs - DEFAULT_DAYS * DAY_MS : Date.parse(from);
  if (wanted >= endMs) throw wrong("from", "Choose a start that is before the end, and not in the future.");
  if (isByHour && wanted < kept.hour) {
    throw tooWide("from", "Hours this old are not kept any more. Group by day.");
  }
  const days = isByHour ? MOST_DAYS.hour : MOST_DAYS.other;
  if (endMs - wanted > days * DAY_MS + 1) {
    throw tooWide("from", `Choose at most ${days} days${isByHour ? " by the hour" : ""}.`);
  }
  // Where hours are not kept any more there are days of UTC; callers are kept by the hour as long as minutes.
  const isCoarse = wanted < (groupBy.includes("country") ? kept.minute : kept.hour);
  const unit = isCoarse ? DAY_MS : HOUR_MS;
  return { fromMs: Math.floor(wanted / unit) * unit, toMs: Math.ceil(endMs / unit) * unit };
}

async function productOf(client: PoolClient, name: string): Promise<string> {
  const { rows } = await client.query<{ id: string }>("SELECT id FROM product WHERE id = $1 OR slug = $1", [
    name,
  ]);
  const [row] = rows;
  if (row === undefined)
    throw new DomainError("not_found", { message: "There is no product with this name." });
  return row.id;
}

async function requireOwnKey(client: PoolClient, orgId: string, keyId: string): Promise<void> {
  const { rowCount } = await client.query("SELECT FROM key WHERE id = $1 AND org_id = $2", [keyId, orgId]);
  if (rowCount === 0) throw new DomainError("not_found", { message: "There is no key with this ID." });
}

function wrong(field: string, sentence: string): DomainError {
  return new DomainError("invalid_input", { fields: { [field]: [sentence] } });
}

function tooWide(field: string, sentence: string): DomainError {
  return new DomainError("range_too_wide", { fields: { [field]: [sentence] } });
}
