import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import type { StaffContext } from "@/lib/orgs/context";
import { lockStaff, requireMayManageStaff, roleOfOther } from "./internal";
import type { StaffRef } from "./schemas";

/**
 * Takes somebody out of the staff, from their next request on, in every session. The account stays, and so does what they are in
 * organizations of their own.
 * @throws {DomainError} `forbidden`, `step_up_required`; `not_found` for who is no staff; `conflict` for oneself.
 */
export async function removeStaff(ctx: StaffContext, { userId }: StaffRef): Promise<void> {
  await requireMayManageStaff(ctx);
  await withTransaction(async (tx) => {
    await lockStaff(tx, ctx);
    const role = await roleOfOther(tx, ctx, userId);
    await tx.user.update({ where: { id: userId }, data: { staffRole: null }, select: { id: true } });
    await emitAudit(tx, ctx, {
      action: "staff.removed",
      targetType: "user",
      targetId: userId,
      before: { role },
    });
  });
}
