import { requireProof } from "@/lib/accounts/step-up";
import { db } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import type { SentInvite } from "./invite";
import { chargeInvite, mailInvite, newInviteLink } from "./invite-link";
import type { InviteAsStaffInput } from "./schemas";
import { writeInvite } from "./write-invite";

/**
 * Invites somebody to a customer's organization by the hand of the provider, in any role: an owner for one that has none, say.
 * The link goes to that address and to nobody else; it is in the organization's own audit log.
 *
 * Whoever is the provider's staff is refused, here and when they accept: staff come to no customer's secrets by inviting
 * themselves.
 * @throws {DomainError} `forbidden`; `step_up_required`; `not_found`; `invalid_input` on `email`; `limit_reached`;
 * `too_many_attempts`.
 */
export async function inviteMemberAsStaff(
  ctx: StaffContext,
  { orgId, email, role, reason }: InviteAsStaffInput,
): Promise<SentInvite> {
  requireStaff(ctx, "orgs:manage");
  await requireProof({ ...ctx, sessionId: ctx.sessionId ?? "" }, { signInCounts: true });
  const org = await db.org.findUnique({ where: { id: orgId }, select: { id: true, name: true } });
  if (org === null) throw new DomainError("not_found");
  if ((await db.user.count({ where: { email, staffRole: { not: null } } })) > 0) {
    throw new DomainError("invalid_input", {
      fields: { email: ["This is a member of staff, who cannot belong to a customer this way."] },
    });
  }
  const inOrg = { ...ctx, org };
  await chargeInvite(inOrg, email);
  const link = newInviteLink(ctx.now);
  const inviteId = await withTransaction(async (tx) => {
    await tx.$executeRaw`SELECT FROM org WHERE id = ${orgId} FOR NO KEY UPDATE`;
    return writeInvite(tx, inOrg, { email, role, invitedById: ctx.actor.id, link, reason });
  });
  return { inviteId, isMailed: await mailInvite(inOrg, { email, role, token: link.plaintext }) };
}
