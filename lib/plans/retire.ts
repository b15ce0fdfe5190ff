import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { lockPlan } from "./internal";
import type { RetirePlanInput } from "./schemas";

/**
 * Offers a plan no more, or again. Who has it keeps it.
 * @throws {DomainError} `not_found`, `forbidden`.
 */
export async function retirePlan(ctx: StaffContext, { planId, isRetired }: RetirePlanInput): Promise<void> {
  requireStaff(ctx, "plans:manage");
  await withTransaction(async (tx) => {
    const before = await lockPlan(tx, planId);
    if ((before.retiredAt !== null) === isRetired) return;
    await tx.plan.update({
      where: { id: planId },
      data: { retiredAt: isRetired ? ctx.now : null, version: { increment: 1 } },
      select: { id: true },
    });
    await emitAudit(tx, ctx, {
      action: isRetired ? "plan.retired" : "plan.offered_again",
      targetType: "plan",
      targetId: planId,
    });
  });
}
