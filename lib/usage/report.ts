import type { PoolClient } from "pg";
import { z } from "zod";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { resolveRange } from "./range";
import { behindSince } from "./running";
import { fromSearchParams, UsageQuery, type UsageReport } from "./schemas";
import type { UsageScope } from "./scope";
import { usageSeries } from "./series";
import { readSnapshot } from "./snapshot";
import { usageTotals } from "./totals";
import { DAY_MS } from "./units";

/**
 * Totals and series for an Analytics view, read from one snapshot so that they agree.
 *
 * @throws {DomainError} `forbidden`; `not_found` when a key or product of the filter is not one this org can see;
 * `invalid_input` when the range has not begun; `unavailable` when adding up took longer than 5 seconds.
 */
export async function usageReport(ctx: OrgContext, query: UsageQuery): Promise<UsageReport> {
  requirePermission(ctx, "usage:read");
  const nowMs = ctx.now.getTime();
  const { detail, timeZone, keys, products } = query;
  const { fromMs, toMs, isLive } = resolveRange(query.range, timeZone, nowMs);
  const scope: UsageScope = { orgId: ctx.org.id, fromMs, toMs, keys, products };
  return await readSnapshot(async (client) => {
    const { orgSinceMs, demoUntilMs } = await checkFilters(client, scope);
    const keptSinceMs = Math.floor(nowMs / DAY_MS - env().USAGE_KEEP_DAYS) * DAY_MS;
    const dataSinceMs = Math.max(orgSinceMs, keptSinceMs);
    const totals = await usageTotals(client, scope);
    const series = await usageSeries(client, scope, { detail, timeZone, dataSinceMs });
    const behind = behindSince();
    return {
      from: new Date(fromMs).toISOString(),
      to: new Date(Math.min(toMs, nowMs)).toISOString(),
      detail,
      timeZone,
      isLive,
      totals,
      series,
      hasCalls: totals.requests > 0 || (await hasCalls(client, scope)),
      hasDemoData: fromMs < demoUntilMs,
      behindSince: behind === null ? null : new Date(behind).toISOString(),
    };
  });
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
async function checkFilters(
  client: PoolClient,
  scope: UsageScope,
): Promise<{ orgSinceMs: number; demoUntilMs: number }> {
  const { rows } = await client.query<{ since: Date; keys: number; products: number; demo: unknown }>(
    `SELECT created_at AS since,
            (SELECT count(*)::int FROM key WHERE org_id = org.id AND id = ANY($2)) AS keys,
            (SELECT count(*)::int FROM product WHERE id = ANY($3)) AS products,
            (SELECT value FROM setting WHERE key = 'demo') AS demo
       FROM org WHERE id = $1`,
    [scope.orgId, scope.keys, scope.products],
  );
  const row = rows[0];
  const isKnown = row?.keys === new Set(scope.keys).size && row.products === new Set(scope.products).size;
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
  const { rows } = await client.query<{ found: boolean }>(
    `SELECT EXISTS (SELECT FROM usage_minute WHERE ${parts.join(" AND ")}) AS found`,
    values,
  );
  return rows[0]?.found === true;
}
