import type { z } from "zod";
import type { ActionResult } from "@/lib/actions/result";
import type { Leaving } from "@/lib/members/preview-removal";
import type { RotatedOnRemoval } from "@/lib/members/remove";
import type {
  ChangeRoleInput,
  InviteMemberInput,
  InviteRef,
  LeaveOrgInput,
  MemberRef,
  RemoveMemberInput,
} from "@/lib/members/schemas";

type Act<Schema extends z.ZodType, T> = (orgSlug: string, input: z.input<Schema>) => Promise<ActionResult<T>>;

export type Removed = { keys: number; disabled: number; tokens: number; rotated: RotatedOnRemoval[] };

/** What the members page can do; the server decides each again. */
export type MemberActions = {
  invite: Act<typeof InviteMemberInput, { isMailed: boolean }>;
  resend: Act<typeof InviteRef, { isMailed: boolean }>;
  revoke: Act<typeof InviteRef, null>;
  changeRole: Act<typeof ChangeRoleInput, null>;
  previewRemoval: Act<typeof MemberRef, Leaving>;
  remove: Act<typeof RemoveMemberInput, Removed>;
  leave: Act<typeof LeaveOrgInput, null>;
};
