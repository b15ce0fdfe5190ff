import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { QPS_SETTING, readQpsPolicy } from "./policy";
import type { ChangeQpsPolicyInput, QpsPolicy } from "./schemas";

/**
 * Sets how requests are treated from now on: the promised time of an answer, when two reviewers are needed, and what is approved
 * by itself. Clocks that run already keep the promise they were given.
 *
 * @throws {DomainError} `forbidden`; `version_mismatch` when somebody else was faster.
 */
export async function changeQpsPolicy(
  ctx: StaffContext,
  { policy, version, reason }: ChangeQpsPolicyInput,
): Promise<{ version: number }> {
  requireStaff(ctx, "settings:manage");
  return withTransaction(async (tx) => {
    // There may be no row to lock yet.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('keyward.setting.qps'))`;
    const before = await readQpsPolicy(tx);
    if (before.version !== version) throw new DomainError("version_mismatch");
    const value = { policy, version: version + 1 };
    await tx.setting.upsert({
      where: { key: QPS_SETTING },
      create: { key: QPS_SETTING, value, updatedAt: ctx.now },
      update: { value, updatedAt: ctx.now },
      select: { key: true },
    });
    await emitAudit(tx, ctx, {
      action: "qps_policy.changed",
      targetType: "setting",
      targetId: QPS_SETTING,
      before: told(before.policy),
      after: told(policy),
      ...(reason === "" ? {} : { reason }),
    });
    return { version: version + 1 };
  });
}

function told({ autoApprove, ...policy }: QpsPolicy) {
  return { ...policy, autoApprove: autoApprove.isOn, maxFactor: autoApprove.maxFactor };
}
