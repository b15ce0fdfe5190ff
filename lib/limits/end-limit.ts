import { emitAudit } from "@/lib/audit/emit";
import { recordChange } from "@/lib/changes/record";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { lockAnyKey } from "@/lib/keys/lock";
import { saveKey } from "@/lib/keys/save";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { LIMIT_SELECT, toAudit } from "./internal";
import type { EndLimitInput } from "./schemas";

/**
 * Ends a contract's limit now, before its time; one that has not begun never will. What was agreed before it is in force again.
 *
 * @throws {DomainError} `not_found` for an unknown limit, one that has ended, or a customer's own; `forbidden`.
 */
export async function endLimit(ctx: StaffContext, input: EndLimitInput): Promise<void> {
  requireStaff(ctx, "limits:grant");
  await withTransaction(async (tx) => {
    const where = {
      id: input.limitId,
      source: "contract" as const,
      OR: [{ until: null }, { until: { gt: ctx.now } }],
    };
    const limit = await tx.limit.findFirst({ where, select: LIMIT_SELECT });
    if (limit === null) throw new DomainError("not_found");
    if (limit.keyId !== null) await lockAnyKey(tx, limit.keyId);
    const { count } =
      limit.from < ctx.now
        ? await tx.limit.updateMany({ where, data: { until: ctx.now } })
        : await tx.limit.deleteMany({ where });
    if (count === 0) throw new DomainError("not_found");
    const before = { id: limit.id, ...toAudit(limit), from: limit.from, until: limit.until };
    const owner = { ...ctx, org: { id: limit.orgId } };
    if (limit.keyId !== null) {
      await saveKey(tx, owner, limit.keyId, {}, { action: "key.limit_ended", before, reason: input.reason });
      return;
    }
    await recordChange(tx, "org", limit.orgId);
    await emitAudit(tx, owner, {
      action: "org.limit_ended",
      targetType: "org",
      targetId: limit.orgId,
      before,
      ...(input.reason === "" ? {} : { reason: input.reason }),
    });
  });
}
