"use server";

import { revalidatePath } from "next/cache";
import { clearFlag } from "@/lib/abuse/clear";
import { raiseFlag } from "@/lib/abuse/raise";
import { ClearFlagInput, RaiseFlagInput } from "@/lib/abuse/schemas";
import { staffAction } from "@/lib/actions/staff-action";
import { addContract } from "@/lib/contracts/add";
import { editContract } from "@/lib/contracts/edit";
import { endContract } from "@/lib/contracts/end";
import { AddContractInput, EditContractInput, EndContractInput } from "@/lib/contracts/schemas";
import { endLimit } from "@/lib/limits/end-limit";
import { grantLimit } from "@/lib/limits/grant-limit";
import { EndLimitInput, GrantLimitInput } from "@/lib/limits/schemas";
import { changeRoleAsStaff } from "@/lib/members/change-role-as-staff";
import { inviteMemberAsStaff } from "@/lib/members/invite-as-staff";
import { previewRemovalAsStaff } from "@/lib/members/preview-removal";
import { removeMemberAsStaff } from "@/lib/members/remove-as-staff";
import { revokeInviteAsStaff } from "@/lib/members/revoke-invite-as-staff";
import {
  ChangeRoleAsStaffInput,
  InviteAsStaffInput,
  MemberAsStaffRef,
  RemoveAsStaffInput,
  RevokeInviteAsStaffInput,
} from "@/lib/members/schemas";
import { changeTerms } from "@/lib/orgs/change-terms";
import { ChangeTermsInput, SuspendOrgInput, UnsuspendOrgInput } from "@/lib/orgs/schemas";
import { suspendOrg } from "@/lib/orgs/suspend";
import { unsuspendOrg } from "@/lib/orgs/unsuspend";

const ORG_PAGES = "/staff/orgs/[orgId]";

export const suspendOrgAction = staffAction(
  { permission: "orgs:manage", input: SuspendOrgInput },
  async ({ ctx, input }) => {
    await suspendOrg(ctx, input);
    revalidatePath(ORG_PAGES, "page");
    return null;
  },
);

export const unsuspendOrgAction = staffAction(
  { permission: "orgs:manage", input: UnsuspendOrgInput },
  async ({ ctx, input }) => {
    await unsuspendOrg(ctx, input);
    revalidatePath(ORG_PAGES, "page");
    return null;
  },
);

export const changeTermsAction = staffAction(
  { permission: "orgs:manage", input: ChangeTermsInput },
  async ({ ctx, input }) => {
    const saved = await changeTerms(ctx, input);
    revalidatePath(ORG_PAGES, "page");
    return saved;
  },
);

export const addContractAction = staffAction(
  { permission: "orgs:manage", input: AddContractInput },
  async ({ ctx, input }) => {
    await addContract(ctx, input);
    revalidatePath(ORG_PAGES, "page");
    return null;
  },
);

export const editContractAction = staffAction(
  { permission: "orgs:manage", input: EditContractInput },
  async ({ ctx, input }) => {
    await editContract(ctx, input);
    revalidatePath(ORG_PAGES, "page");
    return null;
  },
);

export const endContractAction = staffAction(
  { permission: "orgs:manage", input: EndContractInput },
  async ({ ctx, input }) => {
    await endContract(ctx, input);
    revalidatePath(ORG_PAGES, "page");
    return null;
  },
);

export const raiseFlagAction = staffAction(
  { permission: "orgs:manage", input: RaiseFlagInput },
  async ({ ctx, input }) => {
    await raiseFlag(ctx, input);
    revalidatePath(ORG_PAGES, "page");
    return null;
  },
);

export const clearFlagAction = staffAction(
  { permission: "orgs:manage", input: ClearFlagInput },
  async ({ ctx, input }) => {
    await clearFlag(ctx, input);
    revalidatePath(ORG_PAGES, "page");
    return null;
  },
);

export const grantLimitAction = staffAction(
  { permission: "limits:grant", input: GrantLimitInput },
  async ({ ctx, input }) => {
    await grantLimit(ctx, input);
    revalidatePath(ORG_PAGES, "page");
    return null;
  },
);

export const endLimitAction = staffAction(
  { permission: "limits:grant", input: EndLimitInput },
  async ({ ctx, input }) => {
    await endLimit(ctx, input);
    revalidatePath(ORG_PAGES, "page");
    return null;
  },
);

export const changeRoleAsStaffAction = staffAction(
  { permission: "orgs:manage", input: ChangeRoleAsStaffInput },
  async ({ ctx, input }) => {
    await changeRoleAsStaff(ctx, input);
    revalidatePath(ORG_PAGES, "page");
    return null;
  },
);

export const inviteMemberAsStaffAction = staffAction(
  { permission: "orgs:manage", input: InviteAsStaffInput },
  async ({ ctx, input }) => {
    const { isMailed } = await inviteMemberAsStaff(ctx, input);
    revalidatePath(ORG_PAGES, "page");
    return { isMailed };
  },
);

export const revokeInviteAsStaffAction = staffAction(
  { permission: "orgs:manage", input: RevokeInviteAsStaffInput },
  async ({ ctx, input }) => {
    await revokeInviteAsStaff(ctx, input);
    revalidatePath(ORG_PAGES, "page");
    return null;
  },
);

export const previewRemovalAsStaffAction = staffAction(
  { permission: "orgs:manage", input: MemberAsStaffRef },
  async ({ ctx, input }) => previewRemovalAsStaff(ctx, input),
);

export const removeMemberAsStaffAction = staffAction(
  { permission: "orgs:manage", input: RemoveAsStaffInput },
  async ({ ctx, input }) => {
    await removeMemberAsStaff(ctx, input);
    revalidatePath(ORG_PAGES, "page");
    return null;
  },
);
