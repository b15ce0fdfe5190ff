import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { lockMembers, memberNotFound, requireAnotherOwner, requireMayManage, roleOf } from "./lock";
import type { ChangeRoleInput } from "./schemas";

/**
 * Gives a member another role; what they see and may do changes with their next request.
 *
 * An admin can neither make nor touch an owner. Somebody always owns the organization, however many owners step down at
 * once. Invitations they sent for a role they could not give any more lead nowhere from now on.
 * @throws {DomainError} `not_found` for somebody who is no member here; `forbidden`; `last_owner`; `version_mismatch`
 * when the role is not `from` any more.
 */
export async function changeRole(ctx: OrgContext, { userId, from, to }: ChangeRoleInput): Promise<void> {
  requirePermission(ctx, "members:edit");
  await withTransaction(async (tx) => {
    const fresh = await lockMembers(tx, ctx);
    const role = await roleOf(tx, ctx.org.id, userId);
    if (role === null) throw memberNotFound();
    requireMayManage(fresh.role, role);
    requireMayManage(fresh.role, to);
    if (role !== from) throw new DomainError("version_mismatch");
    if (role === to) return;
    if (role === "owner") await requireAnotherOwner(tx, ctx.org.id, userId);
    await tx.membership.update({
      where: { orgId_userId: { orgId: ctx.org.id, userId } },
      data: { role: to },
      select: { userId: true },
    });
    await emitAudit(tx, ctx, {
      action: "member.role_changed",
      targetType: "user",
      targetId: userId,
      before: { role },
      after: { role: to },
    });
  });
}
