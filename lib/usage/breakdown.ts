import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { annotationsOf } from "./annotations";
import type { UsageBreakdown } from "./breakdown-schemas";
import { checkFilters } from "./check-filters";
import { latencySeries } from "./latency-series";
import { outcomesOf } from "./outcomes";
import type { UsageQuery } from "./schemas";
import type { UsageScope } from "./scope";
import { readSnapshot } from "./snapshot";
import { topsOf } from "./tops";
import { keptSince, viewOf } from "./view";

/**
 * What an Analytics view shows beside its numbers: how long answers took, how calls ended, of what and by whom they were, and
 * what was done to the keys in that time. What it is compared with has no part in it.
 *
 * @throws {DomainError} As `usageReport`.
 */
export async function usageBreakdown(ctx: OrgContext, query: UsageQuery): Promise<UsageBreakdown> {
  requirePermission(ctx, "usage:read");
  const nowMs = ctx.now.getTime();
  const view = viewOf(query, nowMs);
  const { fromMs, toMs, detail, timeZone, isLive } = view;
  const scope: UsageScope = {
    orgId: ctx.org.id,
    fromMs,
    toMs,
    keys: query.keys,
    products: query.products,
  };
  return await readSnapshot(async (client) => {
    await checkFilters(client, scope, "");
    return {
      detail,
      timeZone,
      isLive,
      latency: await latencySeries(client, scope, view),
      ...(await outcomesOf(client, scope)),
      callers: await topsOf(client, scope, keptSince(nowMs).minute),
      annotations: await annotationsOf(client, scope),
    };
  });
}
