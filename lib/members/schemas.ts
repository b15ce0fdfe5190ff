import { z } from "zod";
import { Email, LinkToken } from "@/lib/accounts/schemas";
import { Reason } from "@/lib/keys/schemas";
import { OVERLAP_MAX_HOURS } from "@/lib/keys/terms";
import { isId } from "@/lib/std/id";
import { ROLES } from "./permissions";

/** People and open invitations an organization can have together. */
export const MEMBERS_MAX = 500;
/** How long an invitation can be accepted, in days. */
export const INVITE_DAYS = 7;
/** Keys that a removal can rotate at once; disabling and handing over know no such bound. */
export const ROTATED_ON_REMOVAL_MAX = 200;

const AnyRole = z.enum(ROLES, "Choose a role.");
const UserId = z.string().refine((id) => isId("user", id), "This is not a member.");
const InviteId = z.string().refine((id) => isId("invite", id), "This is not an invitation.");

/** What inviting somebody takes. */
export const InviteMemberInput = z.strictObject({ email: Email, role: AnyRole });
export type InviteMemberInput = z.output<typeof InviteMemberInput>;

/** Names one invitation. */
export const InviteRef = z.strictObject({ inviteId: InviteId });
export type InviteRef = z.output<typeof InviteRef>;

/** The way into an organization: the link that was mailed, or, for who proved to own the address, the invitation's ID. */
export const AcceptInviteInput = z.strictObject({
  by: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("link"), token: LinkToken }),
    z.strictObject({ kind: z.literal("id"), inviteId: InviteId }),
  ]),
});
export type AcceptInviteInput = z.output<typeof AcceptInviteInput>;

/** Names one member. */
export const MemberRef = z.strictObject({ userId: UserId });
export type MemberRef = z.output<typeof MemberRef>;

/** What changing a role takes; `from` is the role that whoever changes it has seen. */
export const ChangeRoleInput = MemberRef.extend({ from: AnyRole, to: AnyRole });
export type ChangeRoleInput = z.output<typeof ChangeRoleInput>;

/** What the provider's staff say with every change of who belongs to a customer's organization. */
const AsStaff = {
  orgId: z.string().refine((id) => isId("org", id), "This is not an organization."),
  reason: Reason.min(1, "Say why: it is in the organization's audit log."),
};

/** What changing a role in a customer's organization takes of the provider's staff. */
export const ChangeRoleAsStaffInput = ChangeRoleInput.extend(AsStaff);
export type ChangeRoleAsStaffInput = z.output<typeof ChangeRoleAsStaffInput>;

/** What inviting somebody to a customer's organization takes of the provider's staff. */
export const InviteAsStaffInput = InviteMemberInput.extend(AsStaff);
export type InviteAsStaffInput = z.output<typeof InviteAsStaffInput>;

/** Names an invitation of a customer's organization for the provider's staff to take back. */
export const RevokeInviteAsStaffInput = InviteRef.extend({ orgId: AsStaff.orgId });
export type RevokeInviteAsStaffInput = z.output<typeof RevokeInviteAsStaffInput>;

/** Names a member of a customer's organization for the provider's staff. */
export const MemberAsStaffRef = MemberRef.extend({ orgId: AsStaff.orgId });
export type MemberAsStaffRef = z.output<typeof MemberAsStaffRef>;

const toUserId = UserId;

/** What becomes of the keys of somebody who goes: always another member's, and as they are, disabled, or with new secrets. */
const KeysDecision = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("transfer"), toUserId }),
  z.strictObject({ do: z.literal("disable"), toUserId }),
  z.strictObject({
    do: z.literal("rotate"),
    toUserId,
    /** For how long the secrets that the leaver knows work on. */
    overlapSeconds: z
      .int()
      .min(0)
      .max(OVERLAP_MAX_HOURS * 3600),
  }),
]);
export type KeysDecision = z.output<typeof KeysDecision>;

/** What removing a member takes. */
export const RemoveMemberInput = MemberRef.extend({ keys: KeysDecision, reason: Reason.default("") });
export type RemoveMemberInput = z.output<typeof RemoveMemberInput>;

/** What leaving takes: who goes hands over or disables, but makes no new secrets. */
export const LeaveOrgInput = z.strictObject({
  keys: z.strictObject({ do: z.enum(["transfer", "disable"]), toUserId }),
});
export type LeaveOrgInput = z.output<typeof LeaveOrgInput>;

/** What removing a member of a customer's organization takes of the provider's staff, who are shown no new secrets either. */
export const RemoveAsStaffInput = MemberRef.extend({ ...AsStaff, keys: LeaveOrgInput.shape.keys });
export type RemoveAsStaffInput = z.output<typeof RemoveAsStaffInput>;
