import { withTransaction } from "@/lib/db/transaction";
import { type OrgContext, requirePermission, responsibleId } from "@/lib/orgs/context";
import { chargeInvite, mailInvite, newInviteLink } from "./invite-link";
import { lockMembers, requireMayManage } from "./lock";
import type { InviteMemberInput } from "./schemas";
import { writeInvite } from "./write-invite";

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
  const inviteId = await withTransaction(async (tx) => {
    const fresh = await lockMembers(tx, ctx);
    requireMayManage(fresh.role, role);
    return writeInvite(tx, ctx, { email, role, invitedById: responsibleId(ctx), link });
  });
  return { inviteId, isMailed: await mailInvite(ctx, { email, role, token: link.plaintext }) };
}
