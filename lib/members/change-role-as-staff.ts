import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { memberNotFound, requireAnotherOwner, roleOf } from "./lock";
import type { ChangeRoleAsStaffInput } from "./schemas";

/**
 * Gives a member another role by the hand of the provider, whatever the role: for an organization whose only owner is gone, say.
 * It is in the organization's own audit log. Somebody always owns it.
 * @throws {DomainError} `not_found` for somebody who is no member there; `forbidden`; `last_owner`; `version_mismatch` when the
 * role is not `from` any more.
 */
export async function changeRoleAsStaff(ctx: StaffContext, input: ChangeRoleAsStaffInput): Promise<void> {
  requireStaff(ctx, "orgs:manage");
  const { orgId, userId, from, to, reason } = input;
  await withTransaction(async (tx) => {
    await tx.$executeRaw`SELECT FROM org WHERE id = ${orgId} FOR NO KEY UPDATE`;
    const role = await roleOf(tx, orgId, userId);
    if (role === null) throw memberNotFound();
    if (role !== from) throw new DomainError("version_mismatch");
    if (role === to) return;
    if (role === "owner") await requireAnotherOwner(tx, orgId, userId);
    await tx.membership.update({
      where: { orgId_userId: { orgId, userId } },
      data: { role: to },
      select: { userId: true },
    });
    await emitAudit(
      tx,
      { ...ctx, org: { id: orgId } },
      {
        action: "member.role_changed",
        targetType: "user",
        targetId: userId,
        before: { role },
        after: { role: to },
        reason,
      },
    );
  });
}
