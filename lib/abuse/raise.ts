import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import type { RaiseFlagInput } from "./schemas";

/**
 * Marks an organization, or one key of it, as suspected of misuse. It stops no call; nothing is granted automatically while it
 * stands. The row is in the provider's own audit log: the customer does not learn of a suspicion.
 * @throws {DomainError} `not_found`, also for a key of another organization; `forbidden`.
 */
export async function raiseFlag(ctx: StaffContext, input: RaiseFlagInput): Promise<{ id: string }> {
  requireStaff(ctx, "orgs:manage");
  const { orgId, keyId, reason } = input;
  return withTransaction(async (tx) => {
    const isThere =
      keyId === null
        ? (await tx.org.count({ where: { id: orgId } })) === 1
        : (await tx.key.count({ where: { id: keyId, orgId, deletedAt: null } })) === 1;
    if (!isThere) throw new DomainError("not_found");
    const { id } = await tx.abuseFlag.create({
      data: {
        id: newId("abuseFlag"),
        orgId,
        keyId,
        reason,
        raisedById: ctx.actor.id,
        raisedAt: ctx.now,
      },
      select: { id: true },
    });
    await emitAudit(tx, ctx, {
      action: "abuse_flag.raised",
      targetType: "org",
      targetId: orgId,
      after: { flagId: id, keyId },
      reason,
    });
    return { id };
  });
}
