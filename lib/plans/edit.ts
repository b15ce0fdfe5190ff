import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { lockPlan, planToAudit, recordPlanChange, requireClasses } from "./internal";
import type { EditPlanInput } from "./schemas";

/**
 * Changes what a plan gives: in force for every organization that has it, everywhere within a second. Keys beyond a smaller
 * number of keys stay; no new one can be made until there are fewer.
 * @throws {DomainError} `not_found`, `forbidden`, `version_mismatch`; `invalid_input` for an endpoint class that does not exist.
 */
export async function editPlan(ctx: StaffContext, input: EditPlanInput): Promise<{ version: number }> {
  requireStaff(ctx, "plans:manage");
  const { planId, version, name, maxKeys, qps, quotas } = input;
  return withTransaction(async (tx) => {
    const before = await lockPlan(tx, planId);
    if (before.version !== version) throw new DomainError("version_mismatch");
    await requireClasses(tx, qps);
    await tx.planQps.deleteMany({ where: { planId } });
    await tx.planQuota.deleteMany({ where: { planId } });
    await tx.planQps.createMany({ data: qps.map((row) => ({ ...row, planId })) });
    await tx.planQuota.createMany({ data: quotas.map((row) => ({ ...row, planId })) });
    const saved = await tx.plan.update({
      where: { id: planId },
      data: { name, maxKeys, version: { increment: 1 } },
      select: { version: true },
    });
    const orgs = await recordPlanChange(tx, planId);
    await emitAudit(tx, ctx, {
      action: "plan.changed",
      targetType: "plan",
      targetId: planId,
      before: planToAudit(before),
      after: { ...planToAudit(input), organizations: orgs },
    });
    return saved;
  });
}
