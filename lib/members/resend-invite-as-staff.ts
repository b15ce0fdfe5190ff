import { emitAudit } from "@/lib/audit/emit";
import { db } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import type { SentInvite } from "./invite";
import { chargeInvite, mailInvite, newInviteLink } from "./invite-link";
import { inviteNotFound, openInvite } from "./invite-rows";

/**
 * Mails an invitation of a customer again, with a new link and a new end; the old link stops working. Whom it is for, as what,
 * and who invited them stays as the customer said; the link goes to that address and to nobody else, staff included.
 *
 * The row is in the organization's own audit log.
 * @throws {DomainError} `not_found` for an unknown, another organization's, accepted or revoked one; `forbidden`;
 * `too_many_attempts`.
 */
export async function resendInviteAsStaff(
  ctx: StaffContext,
  { orgId, inviteId, reason }: { orgId: string; inviteId: string; reason: string },
): Promise<SentInvite> {
  requireStaff(ctx, "support:act");
  const where = openInvite(orgId, inviteId);
  const found = await db.invite.findFirst({
    where,
    select: { email: true, org: { select: { id: true, name: true } } },
  });
  if (found === null) throw inviteNotFound();
  const inOrg = { ...ctx, org: found.org };
  await chargeInvite(inOrg, found.email);
  const link = newInviteLink(ctx.now);
  const invite = await withTransaction(async (tx) => {
    const [sent] = await tx.invite.updateManyAndReturn({
      where,
      data: { tokenHash: link.tokenHash, expiresAt: link.expiresAt },
      select: { email: true, role: true },
    });
    if (sent === undefined) throw inviteNotFound();
    await emitAudit(tx, inOrg, {
      action: "member.invite_resent",
      targetType: "invite",
      targetId: inviteId,
      after: { ...sent, expiresAt: link.expiresAt },
      reason,
    });
    return sent;
  });
  return { inviteId, isMailed: await mailInvite(inOrg, { ...invite, token: link.plaintext }) };
}
