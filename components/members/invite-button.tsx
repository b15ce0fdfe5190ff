"use client";

import { UserPlus } from "lucide-react";
import { useId, useState } from "react";
import { refusalWords } from "@/components/accounts/refusal-words";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form-error";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { showActionError } from "@/components/ui/show-action-error";
import { useZodForm } from "@/components/ui/use-zod-form";
import type { Role } from "@/lib/members/permissions";
import { INVITE_DAYS, InviteMemberInput } from "@/lib/members/schemas";
import type { MemberActions } from "./member-actions";
import { RoleField } from "./role-field";

type InviteButtonProps = { orgSlug: string; myRole: Role; invite: MemberActions["invite"] };

/** Asks whom to invite, and as what. */
export function InviteButton(props: InviteButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <UserPlus aria-hidden="true" />
        Invite member
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        {open ? <InviteForm {...props} onDone={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  );
}

function InviteForm({ orgSlug, myRole, invite, onDone }: InviteButtonProps & { onDone: () => void }) {
  const id = useId();
  const form = useZodForm(InviteMemberInput, { defaultValues: { email: "", role: "developer" as Role } });
  const { isSubmitting, errors } = form.formState;
  const submit = form.handleSubmit(async (input) => {
    const result = await invite(orgSlug, input);
    if (!result.ok) {
      showActionError(form, { ...result.error, message: refusalWords(result.error) });
      return;
    }
    if (result.data.isMailed) notify.done(`Invitation sent to ${input.email}`);
    else notify.failed(NOT_MAILED);
    onDone();
  });
  return (
    <DialogContent
      title="Invite member"
      description={`They get a link by mail. It works once, for ${INVITE_DAYS} days, for this address only.`}
      locked={isSubmitting}
      footer={
        <>
          <DialogClose asChild>
            <Button disabled={isSubmitting}>Cancel</Button>
          </DialogClose>
          <Button type="submit" form={id} variant="primary" pending={isSubmitting}>
            Send invitation
          </Button>
        </>
      }
    >
      <form id={id} method="post" noValidate onSubmit={submit} className="grid gap-5">
        <FormError errors={errors} />
        <FormField control={form.control} name="email" label="E-mail" required>
          {(field) => <Input type="email" inputMode="email" autoComplete="off" autoFocus {...field} />}
        </FormField>
        <FormField control={form.control} name="role" label="Role" group>
          {({ value, onChange }) => <RoleField myRole={myRole} value={value} onChange={onChange} />}
        </FormField>
      </form>
    </DialogContent>
  );
}

/** The invitation is there, the mail is not. */
export const NOT_MAILED = {
  message:
    "The invitation is saved, but the mail could not be sent. Send it again from the list in a moment.",
};
