import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { planToAudit, requireClasses } from "./internal";
import type { CreatePlanInput } from "./schemas";

/**
 * Makes a plan that organizations of its type can be given.
 * @throws {DomainError} `forbidden`; `invalid_input` on `name` when another plan is called so, and for an endpoint class that
 * does not exist.
 */
export async function createPlan(ctx: StaffContext, input: CreatePlanInput): Promise<{ id: string }> {
  requireStaff(ctx, "plans:manage");
  const { name, orgType, maxKeys, qps, quotas } = input;
  const id = newId("plan");
  await withTransaction(async (tx) => {
    await requireClasses(tx, qps);
    const { count } = await tx.plan.createMany({
      data: { id, slug: slugOf(name), name, orgType, maxKeys, createdAt: ctx.now },
      skipDuplicates: true,
    });
    if (count === 0) {
      throw new DomainError("invalid_input", {
        fields: { name: ["There is a plan with this name. Choose another one."] },
      });
    }
    await tx.planQps.createMany({ data: qps.map((row) => ({ ...row, planId: id })) });
    await tx.planQuota.createMany({ data: quotas.map((row) => ({ ...row, planId: id })) });
    await emitAudit(tx, ctx, {
      action: "plan.created",
      targetType: "plan",
      targetId: id,
      after: { ...planToAudit(input), orgType },
    });
  });
  return { id };
}

/** What tells plans apart: two names that differ in case and punctuation alone are one. */
function slugOf(name: string): string {
  const plain = name.normalize("NFKC").toLowerCase();
  return plain.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || plain;
}
