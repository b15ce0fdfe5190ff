import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import type { StaffContext } from "@/lib/orgs/context";
import { lockStaff, requireMayManageStaff, roleOfOther } from "./internal";
import type { ChangeStaffRoleInput } from "./schemas";

/**
 * Gives a member of staff another role, from their next request on, in every session.
 * @throws {DomainError} `forbidden`, `step_up_required`; `not_found` for who is no staff; `conflict` for oneself;
 * `version_mismatch` when the role is not `from` any more.
 */
export async function changeStaffRole(
  ctx: StaffContext,
  { userId, from, to }: ChangeStaffRoleInput,
): Promise<void> {
  await requireMayManageStaff(ctx);
  await withTransaction(async (tx) => {
    await lockStaff(tx, ctx);
    const role = await roleOfOther(tx, ctx, userId);
    if (role !== from) throw new DomainError("version_mismatch");
    if (role === to) return;
    await tx.user.update({ where: { id: userId }, data: { staffRole: to }, select: { id: true } });
    await emitAudit(tx, ctx, {
      action: "staff.role_changed",
      targetType: "user",
      targetId: userId,
      before: { role },
      after: { role: to },
    });
  });
}
