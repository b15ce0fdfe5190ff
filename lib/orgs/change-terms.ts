import { emitAudit } from "@/lib/audit/emit";
import { recordChange } from "@/lib/changes/record";
import type { Tx } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import type { BillingType } from "@/lib/keys/schemas";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { lockOrg } from "./internal";
import type { ChangeTermsInput, OrgType } from "./schemas";

/** What a key's billing type becomes when its organization becomes one of this type; the others stay. */
const BECOMES: Readonly<Record<OrgType, Partial<Record<BillingType, BillingType>>>> = {
  enterprise: { freemium: "free", pay_as_you_grow: "paying" },
  self_serve: { free: "freemium", evaluation: "freemium", paying: "pay_as_you_grow" },
};

/**
 * Changes an organization's type and plan, in force everywhere within a second. With the type every key's billing type becomes
 * the nearest one of the new type; a key keeps the end it has.
 * @throws {DomainError} `not_found`, `forbidden`, `version_mismatch`; `invalid_input` on `planId` for a plan that is retired,
 * unknown, or for organizations of the other type.
 */
export async function changeTerms(ctx: StaffContext, input: ChangeTermsInput): Promise<{ version: number }> {
  requireStaff(ctx, "orgs:manage");
  const { orgId, version, type, planId, reason } = input;
  return withTransaction(async (tx) => {
    const before = await lockOrg(tx, orgId);
    if (before.version !== version) throw new DomainError("version_mismatch");
    if (before.type === type && before.planId === planId) return { version };
    if (planId !== null) await requirePlan(tx, { planId, type, isKept: planId === before.planId });
    const saved = await tx.org.update({
      where: { id: orgId },
      data: { type, planId, version: { increment: 1 } },
      select: { version: true },
    });
    const keys = before.type === type ? undefined : await giveTypes(tx, orgId, type);
    await recordChange(tx, "org", orgId);
    await emitAudit(
      tx,
      { ...ctx, org: { id: orgId } },
      {
        action: "org.terms_changed",
        targetType: "org",
        targetId: orgId,
        before: { type: before.type, planId: before.planId },
        after: { type, planId, keysOfNewBillingType: keys },
        ...(reason === "" ? {} : { reason }),
      },
    );
    return saved;
  });
}

async function requirePlan(
  tx: Tx,
  { planId, type, isKept }: { planId: string; type: OrgType; isKept: boolean },
): Promise<void> {
  const plan = await tx.plan.findUnique({
    where: { id: planId },
    select: { orgType: true, retiredAt: true },
  });
  if (plan !== null && plan.orgType === type && (isKept || plan.retiredAt === null)) return;
  throw new DomainError("invalid_input", {
    fields: { planId: ["This plan is not offered to organizations of this type. Choose another one."] },
  });
}

async function giveTypes(tx: Tx, orgId: string, type: OrgType): Promise<number> {
  let changed = 0;
  for (const [from, to] of Object.entries(BECOMES[type])) {
    const { count } = await tx.key.updateMany({
      where: { orgId, billingType: from as BillingType },
      data: { billingType: to, version: { increment: 1 } },
    });
    changed += count;
  }
  return changed;
}
