"use server";

import { revalidatePath } from "next/cache";
import { orgAction } from "@/lib/actions/org-action";
import { changeRole } from "@/lib/members/change-role";
import { inviteMember } from "@/lib/members/invite";
import { leaveOrg } from "@/lib/members/leave";
import { previewRemoval } from "@/lib/members/preview-removal";
import { removeMember } from "@/lib/members/remove";
import { resendInvite } from "@/lib/members/resend-invite";
import { revokeInvite } from "@/lib/members/revoke-invite";
import {
  ChangeRoleInput,
  InviteMemberInput,
  InviteRef,
  LeaveOrgInput,
  MemberRef,
  RemoveMemberInput,
} from "@/lib/members/schemas";

export const inviteMemberAction = orgAction(
  { permission: "members:edit", input: InviteMemberInput },
  async ({ ctx, input }) => {
    const { isMailed } = await inviteMember(ctx, input);
    revalidatePath(`/o/${ctx.org.slug}/members`);
    return { isMailed };
  },
);

export const resendInviteAction = orgAction(
  { permission: "members:edit", input: InviteRef },
  async ({ ctx, input }) => {
    const { isMailed } = await resendInvite(ctx, input);
    revalidatePath(`/o/${ctx.org.slug}/members`);
    return { isMailed };
  },
);

export const revokeInviteAction = orgAction(
  { permission: "members:edit", input: InviteRef },
  async ({ ctx, input }) => {
    await revokeInvite(ctx, input);
    revalidatePath(`/o/${ctx.org.slug}/members`);
    return null;
  },
);

export const changeRoleAction = orgAction(
  { permission: "members:edit", input: ChangeRoleInput },
  async ({ ctx, input }) => {
    await changeRole(ctx, input);
    revalidatePath(`/o/${ctx.org.slug}/members`);
    return null;
  },
);

export const previewRemovalAction = orgAction(
  { permission: "members:read", input: MemberRef },
  async ({ ctx, input }) => previewRemoval(ctx, input),
);

export const removeMemberAction = orgAction(
  { permission: "members:edit", input: RemoveMemberInput },
  async ({ ctx, input }) => {
    const { keys, disabled, tokens, rotated } = await removeMember(ctx, input);
    revalidatePath(`/o/${ctx.org.slug}/members`);
    return { keys, disabled, tokens, rotated };
  },
);

export const leaveOrgAction = orgAction(
  { permission: "members:read", input: LeaveOrgInput },
  async ({ ctx, input }) => {
    await leaveOrg(ctx, input);
    return null;
  },
);
