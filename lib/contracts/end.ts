import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { contractToAudit, lockContract } from "./internal";
import type { EndContractInput } from "./schemas";

/**
 * Ends a contract now, before its time; one that has not begun never will.
 * @throws {DomainError} `not_found`, `forbidden`; `conflict` when it has ended.
 */
export async function endContract(ctx: StaffContext, input: EndContractInput): Promise<void> {
  requireStaff(ctx, "orgs:manage");
  await withTransaction(async (tx) => {
    const before = await lockContract(tx, input.contractId);
    if (before.until !== null && before.until <= ctx.now) {
      throw new DomainError("conflict", { message: "This contract has ended already." });
    }
    if (before.from >= ctx.now) await tx.contract.delete({ where: { id: before.id }, select: { id: true } });
    else
      await tx.contract.update({ where: { id: before.id }, data: { until: ctx.now }, select: { id: true } });
    await emitAudit(
      tx,
      { ...ctx, org: { id: before.orgId } },
      {
        action: "org.contract_ended",
        targetType: "org",
        targetId: before.orgId,
        before: contractToAudit(before),
        ...(input.reason === "" ? {} : { reason: input.reason }),
      },
    );
  });
}
