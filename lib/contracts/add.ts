import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { CONTRACT_SELECT, contractToAudit, requireOrder } from "./internal";
import type { AddContractInput } from "./schemas";

/**
 * Writes down what was agreed with a customer. Of contracts whose times overlap the one that began last holds.
 * @throws {DomainError} `not_found`, `forbidden`; `invalid_input` for an end that is not after the beginning.
 */
export async function addContract(ctx: StaffContext, input: AddContractInput): Promise<{ id: string }> {
  requireStaff(ctx, "orgs:manage");
  const { orgId, reference, qpsCeiling, note } = input;
  const from = input.from === null ? ctx.now : new Date(input.from);
  const until = input.until === null ? null : new Date(input.until);
  requireOrder(from, until);
  return withTransaction(async (tx) => {
    if ((await tx.org.count({ where: { id: orgId } })) === 0) throw new DomainError("not_found");
    const contract = await tx.contract.create({
      data: {
        id: newId("contract"),
        orgId,
        reference,
        from,
        until,
        qpsCeiling,
        note,
        createdById: ctx.actor.id,
        createdAt: ctx.now,
      },
      select: CONTRACT_SELECT,
    });
    await emitAudit(
      tx,
      { ...ctx, org: { id: orgId } },
      { action: "org.contract_added", targetType: "org", targetId: orgId, after: contractToAudit(contract) },
    );
    return { id: contract.id };
  });
}
