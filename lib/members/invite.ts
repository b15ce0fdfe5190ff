import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission, responsibleId } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { chargeInvite, mailInvite, newInviteLink } from "./invite-link";
import { lockMembers, requireMayManage } from "./lock";
import { type InviteMemberInput, MEMBERS_MAX } from "./schemas";

/** An invitation as it was just made or sent again. `isMailed`: false when no mail server took the mail. */
export type SentInvite = { inviteId: string; isMailed: boolean };

/**
 * Invites somebody by mail: a link that works once, for `INVITE_DAYS`, for this address only.
 *
 * Answers the same, after the same work, whether or not the address has an account; only the organization's own members
 * and invitations are looked at, which the caller sees anyway.
 * @throws {DomainError} `forbidden`, also for a role the caller cannot give; `invalid_input` on `email` for a member or
 * somebody invited already; `limit_reached` at `MEMBERS_MAX`; `too_many_attempts`.
 */
export async function inviteMember(ctx: OrgContext, { email, role }: InviteMemberInput): Promise<SentInvite> {
  requirePermission(ctx, "members:edit");
  requireMayManage(ctx.role, role);
  await chargeInvite(ctx, email);
  const link = newInviteLink(ctx.now);
  const inviteId = newId("invite");
  await withTransaction(async (tx) => {
    const fresh = await lockMembers(tx, ctx);
    requireMayManage(fresh.role, role);
    const open = { orgId: ctx.org.id, acceptedAt: null, revokedAt: null, expiresAt: { gt: ctx.now } };
    if ((await tx.membership.count({ where: { orgId: ctx.org.id, user: { email } } })) > 0) {
      throw new DomainError("invalid_input", { fields: { email: ["This person is a member already."] } });
    }
    if ((await tx.invite.count({ where: { ...open, email } })) > 0) {
      throw new DomainError("invalid_input", {
        fields: { email: ["This address is invited already. Send its invitation again instead."] },
      });
    }
    const taken = await Promise.all([
      tx.membership.count({ where: { orgId: ctx.org.id } }),
      tx.invite.count({ where: open }),
    ]);
    if (taken[0] + taken[1] >= MEMBERS_MAX) {
      throw new DomainError("limit_reached", {
        message: `An organization can have ${MEMBERS_MAX} members and open invitations.`,
      });
    }
    await tx.invite.create({
      data: {
        id: inviteId,
        orgId: ctx.org.id,
        email,
        role,
        tokenHash: link.tokenHash,
        invitedById: responsibleId(ctx),
        createdAt: ctx.now,
        expiresAt: link.expiresAt,
      },
      select: { id: true },
    });
    await emitAudit(tx, ctx, {
      action: "member.invited",
      targetType: "invite",
      targetId: inviteId,
      after: { email, role, expiresAt: link.expiresAt },
    });
  });
  return { inviteId, isMailed: await mailInvite(ctx, { email, role, token: link.plaintext }) };
}
