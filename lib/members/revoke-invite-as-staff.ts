import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { inviteNotFound, openInvite } from "./invite-rows";
import type { RevokeInviteAsStaffInput } from "./schemas";

/**
 * Takes an invitation of a customer back by the hand of the provider, whoever sent it: its link leads nowhere from now on. It is in
 * the organization's own audit log.
 * @throws {DomainError} `forbidden`; `not_found` for an unknown, another organization's, accepted or revoked one.
 */
export async function revokeInviteAsStaff(
  ctx: StaffContext,
  { orgId, inviteId }: RevokeInviteAsStaffInput,
): Promise<void> {
  requireStaff(ctx, "orgs:manage");
  await withTransaction(async (tx) => {
    const [revoked] = await tx.invite.updateManyAndReturn({
      where: openInvite(orgId, inviteId),
      data: { revokedAt: ctx.now },
      select: { email: true, role: true },
    });
    if (revoked === undefined) throw inviteNotFound();
    await emitAudit(
      tx,
      { ...ctx, org: { id: orgId } },
      { action: "member.invite_revoked", targetType: "invite", targetId: inviteId, before: revoked },
    );
  });
}
