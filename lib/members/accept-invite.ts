import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import type { UserContext } from "@/lib/orgs/context";
import { inviteHash } from "./invite-link";
import { backingOf, inviteOver } from "./invite-rows";
import { roleOf } from "./lock";
import type { AcceptInviteInput } from "./schemas";

/**
 * Makes the person a member with the role they were invited to; the invitation is used up.
 *
 * Only who is signed in with a confirmed account of the invited address can accept it, by the link or by its ID. Whoever
 * is a member already keeps their role. An invitation of somebody who could not give that role today leads nowhere, nor does one
 * of the provider's staff to one of themselves.
 * @throws {DomainError} `link_invalid` for every invitation that leads nowhere, of another address included when it was
 * named by ID; `forbidden` with the link of another address; `email_not_verified`.
 */
export async function acceptInvite(ctx: UserContext, { by }: AcceptInviteInput): Promise<{ slug: string }> {
  return withTransaction(async (tx) => {
    const person = await tx.user.findUniqueOrThrow({
      where: { id: ctx.actor.id },
      select: { email: true, emailVerifiedAt: true, staffRole: true },
    });
    if (person.emailVerifiedAt === null) throw new DomainError("email_not_verified");
    const named =
      by.kind === "link" ? { tokenHash: inviteHash(by.token) } : { id: by.inviteId, email: person.email };
    const live = { acceptedAt: null, revokedAt: null, expiresAt: { gt: ctx.now } };
    const found = await tx.invite.findFirst({
      where: { ...named, ...live },
      select: { orgId: true, email: true },
    });
    if (found === null) throw inviteOver();
    if (found.email !== person.email) {
      throw new DomainError("forbidden", {
        message: "This invitation is for another address. Sign in with the account it was sent to.",
      });
    }
    await tx.$executeRaw`SELECT FROM org WHERE id = ${found.orgId} FOR NO KEY UPDATE`;
    // One guarded statement: of two uses at once one fails, and so does one that meets a revocation.
    const [invite] = await tx.invite.updateManyAndReturn({
      where: { ...named, ...live },
      data: { acceptedAt: ctx.now, acceptedById: ctx.actor.id },
      select: { id: true, orgId: true, role: true, invitedById: true },
    });
    if (invite === undefined) throw inviteOver();
    const backing = await backingOf(tx, invite);
    if (backing === null || (backing === "staff" && person.staffRole !== null)) throw inviteOver();

    const org = await tx.org.findUniqueOrThrow({ where: { id: invite.orgId }, select: { slug: true } });
    const { count } = await tx.membership.createMany({
      data: { orgId: invite.orgId, userId: ctx.actor.id, role: invite.role, createdAt: ctx.now },
      skipDuplicates: true,
    });
    await emitAudit(
      tx,
      { ...ctx, org: { id: invite.orgId } },
      {
        action: "member.joined",
        targetType: "user",
        targetId: ctx.actor.id,
        after: {
          email: person.email,
          role: count === 1 ? invite.role : await roleOf(tx, invite.orgId, ctx.actor.id),
          inviteId: invite.id,
          invitedBy: invite.invitedById,
        },
      },
    );
    return org;
  });
}
