import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { inviteNotFound, openInvite } from "./invite-rows";
import { lockMembers, requireMayManage } from "./lock";
import type { InviteRef } from "./schemas";

/**
 * Takes an invitation back: its link leads nowhere from now on.
 * @throws {DomainError} `not_found` for an unknown, another organization's, accepted or revoked one; `forbidden`.
 */
export async function revokeInvite(ctx: OrgContext, { inviteId }: InviteRef): Promise<void> {
  requirePermission(ctx, "members:edit");
  await withTransaction(async (tx) => {
    const fresh = await lockMembers(tx, ctx);
    const [revoked] = await tx.invite.updateManyAndReturn({
      where: openInvite(ctx.org.id, inviteId),
      data: { revokedAt: ctx.now },
      select: { email: true, role: true },
    });
    if (revoked === undefined) throw inviteNotFound();
    requireMayManage(fresh.role, revoked.role);
    await emitAudit(tx, ctx, {
      action: "member.invite_revoked",
      targetType: "invite",
      targetId: inviteId,
      before: revoked,
    });
  });
}
