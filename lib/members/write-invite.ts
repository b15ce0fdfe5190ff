import { type AuditContext, emitAudit } from "@/lib/audit/emit";
import type { Tx } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import { newId } from "@/lib/std/id";
import type { newInviteLink } from "./invite-link";
import type { Role } from "./permissions";
import { MEMBERS_MAX } from "./schemas";

type Invited = {
  email: string;
  role: Role;
  invitedById: string;
  link: ReturnType<typeof newInviteLink>;
  reason?: string;
};

/**
 * Writes an invitation to an organization whose members are locked, with its audit row. For verbs that have checked who invites.
 * @returns Its ID.
 * @throws {DomainError} `invalid_input` on `email` for a member or somebody invited already; `limit_reached` at `MEMBERS_MAX`.
 */
export async function writeInvite(
  tx: Tx,
  ctx: AuditContext & { org: { id: string } },
  { email, role, invitedById, link, reason }: Invited,
): Promise<string> {
  const orgId = ctx.org.id;
  const open = { orgId, acceptedAt: null, revokedAt: null, expiresAt: { gt: ctx.now } };
  if ((await tx.membership.count({ where: { orgId, user: { email } } })) > 0) {
    throw new DomainError("invalid_input", { fields: { email: ["This person is a member already."] } });
  }
  if ((await tx.invite.count({ where: { ...open, email } })) > 0) {
    throw new DomainError("invalid_input", {
      fields: { email: ["This address is invited already. Send its invitation again instead."] },
    });
  }
  const taken = [await tx.membership.count({ where: { orgId } }), await tx.invite.count({ where: open })];
  if (taken.reduce((all, count) => all + count, 0) >= MEMBERS_MAX) {
    throw new DomainError("limit_reached", {
      message: `An organization can have ${MEMBERS_MAX} members and open invitations.`,
    });
  }
  const inviteId = newId("invite");
  const { tokenHash, expiresAt } = link;
  await tx.invite.create({
    data: { id: inviteId, orgId, email, role, tokenHash, invitedById, createdAt: ctx.now, expiresAt },
    select: { id: true },
  });
  await emitAudit(tx, ctx, {
    action: "member.invited",
    targetType: "invite",
    targetId: inviteId,
    after: { email, role, expiresAt },
    ...(reason === undefined ? {} : { reason }),
  });
  return inviteId;
}
