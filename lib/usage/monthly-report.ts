import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { usageBreakdown } from "./breakdown";
import type { UsageBreakdown } from "./breakdown-schemas";
import { usageCycle } from "./cycle";
import type { BillingCycle } from "./cycle-schemas";
import { readGroups } from "./grouped";
import { namesOfKeys } from "./names-of-keys";
import { PREVIOUS } from "./ranges";
import { usageReport } from "./report";
import type { UsageQuery, UsageReport } from "./schemas";
import { readSnapshot } from "./snapshot";

const HEAVIEST_KEYS = 20;

/** A calendar month (UTC) of an organization, all keys and products. */
export type MonthlyReport = {
  usage: UsageReport;
  breakdown: UsageBreakdown;
  billing: BillingCycle;
  /** Calls by key, the heaviest first; ones that belong to no key are under an empty ID. */
  keys: { key: string; requests: number }[];
  keyNames: Record<string, string>;
  madeAt: Date;
};

/**
 * What a month was, and what it is held against: the month before.
 *
 * @param month As `Month`.
 * @throws {DomainError} As `usageReport` and `usageCycle`.
 */
export async function monthlyReport(ctx: OrgContext, month: string): Promise<MonthlyReport> {
  requirePermission(ctx, "usage:read");
  const { billing } = await usageCycle(ctx, { keyId: null, month });
  const query: UsageQuery = {
    range: { from: billing.from.slice(0, 10), to: lastDayOf(billing.to) },
    detail: "day",
    timeZone: "UTC",
    keys: [],
    products: [],
    compare: PREVIOUS,
  };
  const [usage, breakdown, groups] = await Promise.all([
    usageReport(ctx, query),
    usageBreakdown(ctx, query),
    readSnapshot((client) => {
      const toMs = Math.min(Date.parse(billing.to), ctx.now.getTime() + 1);
      const fromMs = Date.parse(billing.from);
      return readGroups(
        client,
        { orgId: ctx.org.id, fromMs, toMs, keys: [], products: [] },
        ["key"],
        HEAVIEST_KEYS,
      );
    }),
  ]);
  const keys = groups.map(({ key = "", requests }) => ({ key, requests }));
  const keyNames = await namesOfKeys(
    ctx,
    keys.map(({ key }) => key),
  );
  return { usage, breakdown, billing, keys, keyNames, madeAt: ctx.now };
}

/** The day before an instant at which a day begins. */
function lastDayOf(end: string): string {
  return new Date(Date.parse(end) - 1).toISOString().slice(0, 10);
}
