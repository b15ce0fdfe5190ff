import type { z } from "zod";
import type { ClearFlagInput, RaiseFlagInput } from "@/lib/abuse/schemas";
import type { ActionResult } from "@/lib/actions/result";
import type { AddContractInput, EditContractInput, EndContractInput } from "@/lib/contracts/schemas";
import type { EndLimitInput, GrantLimitInput } from "@/lib/limits/schemas";
import type { Leaving } from "@/lib/members/preview-removal";
import type {
  ChangeRoleAsStaffInput,
  InviteAsStaffInput,
  MemberAsStaffRef,
  RemoveAsStaffInput,
  RevokeInviteAsStaffInput,
} from "@/lib/members/schemas";
import type { ChangeTermsInput, SuspendOrgInput, UnsuspendOrgInput } from "@/lib/orgs/schemas";

type Action<Input extends z.ZodType, T = unknown> = (input: z.input<Input>) => Promise<ActionResult<T>>;

/** What an operator can do on the page of an organization. */
export type OrgActions = {
  suspend: Action<typeof SuspendOrgInput>;
  unsuspend: Action<typeof UnsuspendOrgInput>;
  changeTerms: Action<typeof ChangeTermsInput>;
  addContract: Action<typeof AddContractInput>;
  editContract: Action<typeof EditContractInput>;
  endContract: Action<typeof EndContractInput>;
  raiseFlag: Action<typeof RaiseFlagInput>;
  clearFlag: Action<typeof ClearFlagInput>;
  changeRole: Action<typeof ChangeRoleAsStaffInput>;
  inviteMember: Action<typeof InviteAsStaffInput, { isMailed: boolean }>;
  revokeInvite: Action<typeof RevokeInviteAsStaffInput>;
  previewRemoval: Action<typeof MemberAsStaffRef, Leaving>;
  removeMember: Action<typeof RemoveAsStaffInput>;
  grantLimit: Action<typeof GrantLimitInput>;
  endLimit: Action<typeof EndLimitInput>;
};
