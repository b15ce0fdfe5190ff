import { requireProof } from "@/lib/accounts/step-up";
import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { memberNotFound, roleOf } from "./lock";
import { releaseMember } from "./release";
import type { RemoveAsStaffInput } from "./schemas";

/**
 * Removes a member of a customer's organization by the hand of the provider, an owner included; their keys become another member's,
 * as they are or disabled. It is in the organization's own audit log. Somebody always owns it.
 * @throws {DomainError} `forbidden`; `step_up_required`; `not_found` for somebody who is no member there; `last_owner`;
 * `invalid_input` on `toUserId`.
 */
export async function removeMemberAsStaff(ctx: StaffContext, input: RemoveAsStaffInput): Promise<void> {
  requireStaff(ctx, "orgs:manage");
  await requireProof({ ...ctx, sessionId: ctx.sessionId ?? "" }, { signInCounts: true });
  const { orgId, userId, keys, reason } = input;
  const inOrg = { ...ctx, org: { id: orgId } };
  await withTransaction(async (tx) => {
    await tx.$executeRaw`SELECT FROM org WHERE id = ${orgId} FOR NO KEY UPDATE`;
    const role = await roleOf(tx, orgId, userId);
    if (role === null) throw memberNotFound();
    const { keyIds, ...released } = await releaseMember(tx, inOrg, {
      userId,
      toUserId: keys.toUserId,
      isDisabling: keys.do === "disable",
    });
    await emitAudit(tx, inOrg, {
      action: "member.removed",
      targetType: "user",
      targetId: userId,
      before: { role },
      after: { keys: keys.do, toUserId: keys.toUserId, count: keyIds.length, ...released },
      reason,
    });
  });
}
