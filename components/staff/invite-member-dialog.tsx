"use client";

import { steppingUp } from "@/components/accounts/step-up/ask-for-proof";
import { NOT_MAILED } from "@/components/members/not-mailed";
import { RoleField } from "@/components/members/role-field";
import { FormDialog } from "@/components/ui/form-dialog";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { Textarea } from "@/components/ui/textarea";
import { useZodForm } from "@/components/ui/use-zod-form";
import { ROLES, type Role } from "@/lib/members/permissions";
import { INVITE_DAYS, InviteAsStaffInput } from "@/lib/members/schemas";
import type { OrgActions } from "./org-actions";

type InviteMemberDialogProps = { orgId: string; invite: OrgActions["inviteMember"]; onDone: () => void };

/** Asks whom to invite to a customer's organization, as what, and why. */
export function InviteMemberDialog({ orgId, invite, onDone }: InviteMemberDialogProps) {
  const form = useZodForm(InviteAsStaffInput, {
    defaultValues: { orgId, email: "", role: "developer" as Role, reason: "" },
  });
  return (
    <FormDialog
      title="Invite member"
      description={`Where nobody in the organization can. The link goes to this address only, works once, for ${INVITE_DAYS} days; it is in their audit log.`}
      submitLabel="Send invitation"
      form={form}
      submit={async (input) => {
        const result = await steppingUp(invite)(input);
        if (result.ok && result.data.isMailed) notify.done(`Invitation sent to ${input.email}`);
        if (result.ok && !result.data.isMailed) notify.failed(NOT_MAILED);
        return result;
      }}
      onDone={onDone}
    >
      <FormField control={form.control} name="email" label="E-mail" required>
        {(field) => <Input type="email" inputMode="email" autoComplete="off" {...field} />}
      </FormField>
      <FormField control={form.control} name="role" label="Role" group>
        {(field) => (
          <RoleField
            myRole="owner"
            value={ROLES.find((role) => role === field.value) ?? "developer"}
            onChange={field.onChange}
          />
        )}
      </FormField>
      <FormField control={form.control} name="reason" label="Reason" required>
        {(field) => <Textarea rows={2} maxLength={500} {...field} />}
      </FormField>
    </FormDialog>
  );
}
