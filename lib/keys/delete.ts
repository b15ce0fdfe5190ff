import { requireStepUp } from "@/lib/accounts/step-up";
import { emitAudit } from "@/lib/audit/emit";
import { recordChange } from "@/lib/changes/record";
import { withTransaction } from "@/lib/db/transaction";
import { type OrgContext, requirePermission, responsibleId } from "@/lib/orgs/context";
import { keyNotFound, livingKey } from "./internal";
import type { DeleteKeyInput } from "./schemas";

/**
 * Deletes a key: it becomes a tombstone, is in no list, and every edge refuses it as soon as it hears of the change.
 *
 * A developer deletes own keys only. Two people deleting at once: one succeeds, the other gets `not_found`.
 * @throws {DomainError} `not_found` for an unknown, another organization's or a deleted key; `forbidden`; `step_up_required`.
 */
export async function deleteKey(ctx: OrgContext, input: DeleteKeyInput): Promise<void> {
  requirePermission(ctx, "keys:delete", true);
  await requireStepUp(ctx);
  await withTransaction(async (tx) => {
    const where = livingKey(ctx.org.id, input);
    const key = await tx.key.findFirst({ where, select: { name: true, createdById: true } });
    if (!key) throw keyNotFound();
    requirePermission(ctx, "keys:delete", key.createdById === responsibleId(ctx));
    const { count } = await tx.key.updateMany({
      where,
      data: { deletedAt: ctx.now, version: { increment: 1 } },
    });
    if (count === 0) throw keyNotFound();
    await recordChange(tx, "key", input.keyId);
    await emitAudit(tx, ctx, {
      action: "key.deleted",
      targetType: "key",
      targetId: input.keyId,
      before: { name: key.name },
      ...(input.reason === "" ? {} : { reason: input.reason }),
    });
  });
}
