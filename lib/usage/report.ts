import type { PoolClient } from "pg";
import { z } from "zod";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { previousRange, type ResolvedRange, resolveRange } from "./range";
import { behindSince } from "./running";
import {
  type Comparison,
  fromSearchParams,
  PREVIOUS,
  type UsageDetail,
  UsageQuery,
  type UsageReport,
} from "./schemas";
import type { UsageScope } from "./scope";
import { type SeriesInput, usageSeries } from "./series";
import { readSnapshot } from "./snapshot";
import { DAY_MS } from "./units";

/**
 * Totals and series for an Analytics view, and what it is held against, read from one snapshot so that they agree.
 *
 * @throws {DomainError} `forbidden`; `not_found` when a key or product of the filter is not one this org can see;
 * `invalid_input` when the range has not begun; `unavailable` when adding up took longer than 5 seconds.
 */
export async function usageReport(ctx: OrgContext, query: UsageQuery): Promise<UsageReport> {
  requirePermission(ctx, "usage:read");
  const nowMs = ctx.now.getTime();
  const { keys, products, compare } = query;
  const kept = keptSince(nowMs);
  const view = viewOf(query, nowMs, kept);
  const scope: UsageScope = { orgId: ctx.org.id, fromMs: view.fromMs, toMs: view.toMs, keys, products };
  return await readSnapshot(async (client) => {
    const { orgSinceMs, demoUntilMs } = await checkFilters(client, scope, compare);
    const input = { ...view, dataSinceMs: Math.max(orgSinceMs, kept[view.detail]) };
    const { totals, series } = await usageSeries(client, scope, input);
    const behind = behindSince();
    return {
      from: new Date(view.fromMs).toISOString(),
      to: new Date(Math.min(view.toMs, nowMs)).toISOString(),
      detail: view.detail,
      timeZone: view.timeZone,
      isLive: view.isLive,
      totals,
      series,
      comparison: await comparisonOf(client, scope, query, input),
      hasCalls: totals.requests > 0 || (await hasCalls(client, scope)),
      hasDemoData: view.fromMs < demoUntilMs,
      behindSince: behind === null ? null : new Date(behind).toISOString(),
    };
  });
}

/** A query with its times worked out. */
export type View = ResolvedRange & { detail: UsageDetail; timeZone: string };

/** What a query means at `nowMs`. Where only days of UTC are kept any more, days are those. */
export function viewOf(
  { range, detail, timeZone }: UsageQuery,
  nowMs: number,
  kept = keptSince(nowMs),
): View {
  const view = resolveRange(range, timeZone, nowMs);
  if (view.fromMs >= kept.hour) return { ...view, detail, timeZone };
  return { ...resolveRange(range, "UTC", nowMs), detail, timeZone: "UTC" };
}

/** Since when calls are kept in a detail, Unix milliseconds. */
function keptSince(nowMs: number): Record<UsageDetail, number> {
  const { USAGE_KEEP_DAYS, USAGE_HOURS_KEEP_DAYS, USAGE_DAYS_KEEP_DAYS } = env();
  const since = (days: number) => Math.floor(nowMs / DAY_MS - days) * DAY_MS;
  return {
    minute: since(USAGE_KEEP_DAYS),
    hour: since(USAGE_HOURS_KEEP_DAYS),
    day: since(USAGE_DAYS_KEEP_DAYS),
  };
}

async function comparisonOf(
  client: PoolClient,
  scope: UsageScope,
  { compare, range }: UsageQuery,
  input: SeriesInput & View,
): Promise<Comparison | null> {
  if (compare === "") return null;
  const other =
    compare === PREVIOUS
      ? { ...scope, ...previousRange(range, input.timeZone, scope) }
      : { ...scope, keys: [compare] };
  const counted = await usageSeries(client, other, input);
  return {
    with: compare,
    from: new Date(other.fromMs).toISOString(),
    to: new Date(other.toMs).toISOString(),
    ...counted,
  };
}

/**
 * Reads the query from URL parameters.
 * @throws {DomainError} `invalid_input` with the field that is wrong.
 */
export function parseUsageQuery(params: URLSearchParams): UsageQuery {
  const result = UsageQuery.safeParse(fromSearchParams(params));
  if (result.success) return result.data;
  const fields: Record<string, string[]> = {};
  for (const { path, message } of result.error.issues) {
    const name = String(path[0] ?? "range");
    fields[name] = [...(fields[name] ?? []), message];
  }
  throw new DomainError("invalid_input", { fields });
}

const DemoSetting = z.object({ usageUntil: z.iso.datetime() });

/** Facts the view depends on. Another org's key is not told apart from one that does not exist. */
export async function checkFilters(
  client: PoolClient,
  scope: UsageScope,
  compare: string,
): Promise<{ orgSinceMs: number; demoUntilMs: number }> {
  const keys = new Set(scope.keys);
  if (compare !== "" && compare !== PREVIOUS) keys.add(compare);
  const { rows } = await client.query<{ since: Date; keys: number; products: number; demo: unknown }>(
    `SELECT created_at AS since,
            (SELECT count(*)::int FROM key WHERE org_id = org.id AND id = ANY($2)) AS keys,
            (SELECT count(*)::int FROM product WHERE id = ANY($3)) AS products,
            (SELECT value FROM setting WHERE key = 'demo') AS demo
       FROM org WHERE id = $1`,
    [scope.orgId, [...keys], scope.products],
  );
  const row = rows[0];
  const isKnown = row?.keys === keys.size && row.products === new Set(scope.products).size;
  if (row === undefined || !isKnown) throw new DomainError("not_found");
  const demo = DemoSetting.safeParse(row.demo).data;
  const demoUntilMs = demo === undefined ? 0 : Date.parse(demo.usageUntil);
  return { orgSinceMs: row.since.getTime(), demoUntilMs };
}

async function hasCalls(client: PoolClient, { orgId, keys, products }: UsageScope): Promise<boolean> {
  const values: unknown[] = [orgId];
  const parts = ["org_id = $1"];
  if (keys.length > 0) parts.push(`key_id = ANY($${values.push(keys)})`);
  if (products.length > 0) parts.push(`product_id = ANY($${values.push(products)})`);
  const where = parts.join(" AND ");
  const { rows } = await client.query<{ found: boolean }>(
    `SELECT EXISTS (SELECT FROM usage_minute WHERE ${where}) OR EXISTS (SELECT FROM usage_day WHERE ${where}) AS found`,
    values,
  );
  return rows[0]?.found === true;
}
