import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { CONTRACT_SELECT, contractToAudit, lockContract, requireOrder } from "./internal";
import type { EditContractInput } from "./schemas";

/**
 * Changes a contract. What was granted under it stays granted; its ceiling is held against what is granted from now on.
 * @throws {DomainError} `not_found`, `forbidden`; `invalid_input` for an end that is not after the beginning.
 */
export async function editContract(ctx: StaffContext, input: EditContractInput): Promise<void> {
  requireStaff(ctx, "orgs:manage");
  const { contractId, reference, qpsCeiling, note } = input;
  await withTransaction(async (tx) => {
    const before = await lockContract(tx, contractId);
    const from = input.from === null ? before.from : new Date(input.from);
    const until = input.until === null ? null : new Date(input.until);
    requireOrder(from, until);
    const after = await tx.contract.update({
      where: { id: contractId },
      data: { reference, from, until, qpsCeiling, note },
      select: CONTRACT_SELECT,
    });
    await emitAudit(
      tx,
      { ...ctx, org: { id: before.orgId } },
      {
        action: "org.contract_changed",
        targetType: "org",
        targetId: before.orgId,
        before: contractToAudit(before),
        after: contractToAudit(after),
      },
    );
  });
}
