import { db } from "@/lib/db/client";
import type { BillingType } from "@/lib/keys/schemas";
import { BILLING_TYPES } from "@/lib/keys/terms";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import type { LimitInForce } from "./class-qps";
import { planLimits, termsLimits } from "./in-force";

/**
 * What a key that is made now will be limited to, by its billing type: what the organization's plan gives and the quotas of the
 * type, as `limitsOfKey` will tell them. Defaults of endpoint classes are not among them.
 * @throws {DomainError} `forbidden`.
 */
export async function limitsOfNewKey(
  ctx: OrgContext,
): Promise<Readonly<Record<BillingType, readonly LimitInForce[]>>> {
  requirePermission(ctx, "keys:read");
  const ofPlan = await planLimits(db, ctx.org.id);
  const rows = await Promise.all(
    BILLING_TYPES.map(async (type) => [type, [...ofPlan, ...(await termsLimits(db, type))]] as const),
  );
  return Object.fromEntries(rows) as Record<BillingType, LimitInForce[]>;
}
