import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import type { SetBudgetInput } from "./cycle-schemas";

/**
 * Lays down what the organization does not want to pass in a month. It stops nothing: it is a line in Analytics. In the currency of
 * the organization's plan.
 * @throws {DomainError} `forbidden`; `not_found` when the organization is gone.
 */
export async function setBudget(ctx: OrgContext, { budgetMicros }: SetBudgetInput): Promise<void> {
  requirePermission(ctx, "policies:edit");
  await withTransaction(async (tx) => {
    await tx.$executeRaw`SELECT FROM org WHERE id = ${ctx.org.id} FOR UPDATE`;
    const before = await tx.org.findUnique({
      where: { id: ctx.org.id },
      select: { monthlyBudgetMicros: true },
    });
    if (before === null) throw new DomainError("not_found");
    const was = before.monthlyBudgetMicros === null ? null : Number(before.monthlyBudgetMicros);
    if (was === budgetMicros) return;
    await tx.org.update({
      where: { id: ctx.org.id },
      data: { monthlyBudgetMicros: budgetMicros },
      select: { id: true },
    });
    await emitAudit(tx, ctx, {
      action: "org.budget_set",
      targetType: "org",
      targetId: ctx.org.id,
      before: { budgetMicros: was },
      after: { budgetMicros },
    });
  });
}
