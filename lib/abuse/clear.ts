import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import type { ClearFlagInput } from "./schemas";

/**
 * Says that a suspicion is settled.
 * @throws {DomainError} `not_found` for an unknown flag, and one that was cleared; `forbidden`.
 */
export async function clearFlag(ctx: StaffContext, { flagId, reason }: ClearFlagInput): Promise<void> {
  requireStaff(ctx, "orgs:manage");
  await withTransaction(async (tx) => {
    const open = { id: flagId, clearedAt: null };
    const flag = await tx.abuseFlag.findFirst({ where: open, select: { orgId: true, keyId: true } });
    const { count } = await tx.abuseFlag.updateMany({
      where: open,
      data: { clearedAt: ctx.now, clearedById: ctx.actor.id },
    });
    if (flag === null || count === 0) throw new DomainError("not_found");
    await emitAudit(tx, ctx, {
      action: "abuse_flag.cleared",
      targetType: "org",
      targetId: flag.orgId,
      before: { flagId, keyId: flag.keyId },
      ...(reason === "" ? {} : { reason }),
    });
  });
}
