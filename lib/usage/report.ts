import type { PoolClient } from "pg";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { checkFilters } from "./check-filters";
import { countedTo } from "./counted-to";
import { previousRange } from "./range";
import { fromSearchParams, PREVIOUS } from "./ranges";
import { type Comparison, UsageQuery, type UsageReport } from "./schemas";
import type { UsageScope } from "./scope";
import { type SeriesInput, usageSeries } from "./series";
import { readSnapshot } from "./snapshot";
import { keptSince, type View, viewOf } from "./view";

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
    const { toMs: counted, behindSinceMs } = await countedTo(client, nowMs);
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
      countedTo: new Date(counted).toISOString(),
      behindSince: behindSinceMs === null ? null : new Date(behindSinceMs).toISOString(),
    };
  });
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
