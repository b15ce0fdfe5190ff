"use client";

import { refusalWords } from "@/components/accounts/refusal-words";
import { FormDialog } from "@/components/ui/form-dialog";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { useZodForm } from "@/components/ui/use-zod-form";
import type { Role } from "@/lib/members/permissions";
import { INVITE_DAYS, InviteMemberInput } from "@/lib/members/schemas";
import type { MemberActions } from "./member-actions";
import { NOT_MAILED } from "./not-mailed";
import { RoleField } from "./role-field";

type InviteFormProps = {
  orgSlug: string;
  myRole: Role;
  invite: MemberActions["invite"];
  onDone: () => void;
};

/** Asks whom to invite, and as what. */
export function InviteForm({ orgSlug, myRole, invite, onDone }: InviteFormProps) {
  const form = useZodForm(InviteMemberInput, { defaultValues: { email: "", role: "developer" as Role } });
  return (
    <FormDialog
      title="Invite member"
      description={`They get a link by mail. It works once, for ${INVITE_DAYS} days, for this address only.`}
      submitLabel="Send invitation"
      form={form}
      submit={async (input) => {
        const result = await invite(orgSlug, input);
        return result.ok
          ? result
          : { ok: false, error: { ...result.error, message: refusalWords(result.error) } };
      }}
      onDone={({ isMailed }) => {
        if (isMailed) notify.done(`Invitation sent to ${form.getValues("email")}`);
        else notify.failed(NOT_MAILED);
        onDone();
      }}
    >
      <FormField control={form.control} name="email" label="E-mail" required>
        {(field) => <Input type="email" inputMode="email" autoComplete="off" autoFocus {...field} />}
      </FormField>
      <FormField control={form.control} name="role" label="Role" group>
        {({ value, onChange }) => <RoleField myRole={myRole} value={value} onChange={onChange} />}
      </FormField>
    </FormDialog>
  );
}
