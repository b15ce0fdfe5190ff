import { emitAudit } from "@/lib/audit/emit";
import { db } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { type OrgContext, requirePermission, responsibleId } from "@/lib/orgs/context";
import type { SentInvite } from "./invite";
import { chargeInvite, mailInvite, newInviteLink } from "./invite-link";
import { inviteNotFound, openInvite } from "./invite-rows";
import { lockMembers, requireMayManage } from "./lock";
import type { InviteRef } from "./schemas";

/**
 * Mails an invitation again, with a new link and a new end; the old link stops working. One that ran out lives again.
 * @throws {DomainError} `not_found` for an unknown, another organization's, accepted or revoked one; `forbidden`;
 * `too_many_attempts`.
 */
export async function resendInvite(ctx: OrgContext, { inviteId }: InviteRef): Promise<SentInvite> {
  requirePermission(ctx, "members:edit");
  const where = openInvite(ctx.org.id, inviteId);
  const found = await db.invite.findFirst({ where, select: { email: true } });
  if (found === null) throw inviteNotFound();
  await chargeInvite(ctx, found.email);
  const link = newInviteLink(ctx.now);
  const invite = await withTransaction(async (tx) => {
    const fresh = await lockMembers(tx, ctx);
    const [sent] = await tx.invite.updateManyAndReturn({
      where,
      // Whoever sends it answers for it from now on.
      data: { tokenHash: link.tokenHash, expiresAt: link.expiresAt, invitedById: responsibleId(ctx) },
      select: { email: true, role: true },
    });
    if (sent === undefined) throw inviteNotFound();
    requireMayManage(fresh.role, sent.role);
    await emitAudit(tx, ctx, {
      action: "member.invite_resent",
      targetType: "invite",
      targetId: inviteId,
      after: { ...sent, expiresAt: link.expiresAt },
    });
    return sent;
  });
  return { inviteId, isMailed: await mailInvite(ctx, { ...invite, token: link.plaintext }) };
}
