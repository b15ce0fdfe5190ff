"use client";

import { RoleField } from "@/components/members/role-field";
import { FormDialog } from "@/components/ui/form-dialog";
import { FormField } from "@/components/ui/form-field";
import { notify } from "@/components/ui/notify";
import { Textarea } from "@/components/ui/textarea";
import { useZodForm } from "@/components/ui/use-zod-form";
import { ROLES } from "@/lib/members/permissions";
import { ChangeRoleAsStaffInput } from "@/lib/members/schemas";
import type { OrgForStaff } from "@/lib/orgs/get-for-staff";
import type { OrgActions } from "./org-actions";

type MemberRoleDialogProps = {
  orgId: string;
  member: OrgForStaff["members"][number];
  changeRole: OrgActions["changeRole"];
  onDone: () => void;
};

/** Another role for a member, by the hand of the provider. */
export function MemberRoleDialog({ orgId, member, changeRole, onDone }: MemberRoleDialogProps) {
  const form = useZodForm(ChangeRoleAsStaffInput, {
    defaultValues: { orgId, userId: member.userId, from: member.role, to: member.role, reason: "" },
  });
  return (
    <FormDialog
      title={`Change the role of ${member.name}`}
      description="Where nobody in the organization can. It is in their audit log."
      submitLabel="Change role"
      form={form}
      submit={changeRole}
      onDone={() => {
        notify.done("Role changed");
        onDone();
      }}
    >
      <FormField control={form.control} name="to" label="Role" group>
        {(field) => (
          <RoleField
            myRole="owner"
            value={ROLES.find((role) => role === field.value) ?? member.role}
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
