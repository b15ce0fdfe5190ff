import { db } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { pricesOf } from "@/lib/plans/prices-of";
import { billingCycle } from "./billing-cycle";
import { classNames } from "./class-names";
import { CycleQuery, type UsageCycle } from "./cycle-schemas";
import { quotasInForce, quotaUses } from "./quotas";
import { readSnapshot } from "./snapshot";

/**
 * How far the quotas in force are used up, and what a billing cycle comes to, each with what is expected at its end.
 *
 * Quotas are those of the periods that are running; the billing cycle is the organization's, of the month asked for.
 * @throws {DomainError} `forbidden`; `not_found` for a key that is not this organization's; `invalid_input` for a month that has
 * not begun; `unavailable` when adding up took longer than 5 seconds.
 */
export async function usageCycle(ctx: OrgContext, query: CycleQuery): Promise<UsageCycle> {
  requirePermission(ctx, "usage:read");
  const nowMs = ctx.now.getTime();
  const month = query.month ?? monthOf(ctx.now);
  if (month > monthOf(ctx.now))
    throw new DomainError("invalid_input", { fields: { month: ["Choose a month that has begun."] } });
  const { keyId } = query;
  if (keyId !== null) {
    const key = await db.key.findFirst({ where: { id: keyId, orgId: ctx.org.id }, select: { id: true } });
    if (key === null) throw new DomainError("not_found");
  }
  const [quotas, list, org] = [
    await quotasInForce(ctx, keyId),
    await pricesOf(db, ctx.org.id),
    await db.org.findUnique({ where: { id: ctx.org.id }, select: { monthlyBudgetMicros: true } }),
  ];
  const budget = org?.monthlyBudgetMicros ?? null;
  const terms = { ...list, budgetMicros: budget === null ? null : Number(budget) };
  return readSnapshot(async (client) => {
    const names = await classNames(client);
    return {
      quotas: await quotaUses(client, ctx.org.id, keyId, quotas, names, nowMs),
      billing: await billingCycle(client, ctx.org.id, month, terms, names, nowMs),
    };
  });
}

/** The calendar month of UTC that a moment lies in. */
export function monthOf(at: Date): string {
  return at.toISOString().slice(0, 7);
}

/**
 * Reads a `CycleQuery` from URL parameters: `key`, `month`.
 * @throws {DomainError} `invalid_input` with the field that is wrong.
 */
export function parseCycleQuery(params: URLSearchParams): CycleQuery {
  const result = CycleQuery.safeParse({ keyId: params.get("key"), month: params.get("month") });
  if (result.success) return result.data;
  throw new DomainError("invalid_input", {
    fields: Object.fromEntries(result.error.issues.map(({ path, message }) => [String(path[0]), [message]])),
  });
}
