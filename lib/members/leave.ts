import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { type MemberContext, requirePermission } from "@/lib/orgs/context";
import { lockMembers } from "./lock";
import { releaseMember } from "./release";
import type { LeaveOrgInput } from "./schemas";

/**
 * Takes the caller out of the organization; their keys become somebody else's, disabled if they wish.
 * @throws {DomainError} `not_found` when they are no member any more; `last_owner`; `invalid_input` on `toUserId`.
 */
export async function leaveOrg(ctx: MemberContext, { keys }: LeaveOrgInput): Promise<void> {
  requirePermission(ctx, "members:read");
  await withTransaction(async (tx) => {
    const fresh = await lockMembers(tx, ctx, true);
    const { keyIds, ...released } = await releaseMember(tx, fresh, {
      userId: ctx.actor.id,
      toUserId: keys.toUserId,
      isDisabling: keys.do === "disable",
    });
    await emitAudit(tx, ctx, {
      action: "member.left",
      targetType: "user",
      targetId: ctx.actor.id,
      before: { role: fresh.role },
      after: { keys: keys.do, toUserId: keys.toUserId, count: keyIds.length, ...released },
    });
  });
}
