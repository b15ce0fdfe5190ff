"use client";

import { Controller } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { FormError } from "@/components/ui/form-error";
import { FormField } from "@/components/ui/form-field";
import { notify } from "@/components/ui/notify";
import { PasswordInput } from "@/components/ui/password-input";
import { showActionError } from "@/components/ui/show-action-error";
import { useZodForm } from "@/components/ui/use-zod-form";
import { ChangePasswordInput } from "@/lib/accounts/schemas";
import type { ActionResult } from "@/lib/actions/result";
import { PasswordHelp } from "./password-help";
import { refusalWords } from "./refusal-words";

const EMPTY: ChangePasswordInput = { currentPassword: "", newPassword: "", keepThisSession: true };

type ChangePasswordFormProps = {
  email: string;
  /** Characters the new password needs. */
  minimum: number;
  change: (input: ChangePasswordInput) => Promise<ActionResult<null>>;
};

export function ChangePasswordForm({ email, minimum, change }: ChangePasswordFormProps) {
  const form = useZodForm(ChangePasswordInput, { defaultValues: EMPTY });
  const newPassword = form.watch("newPassword");
  const submit = form.handleSubmit(async (input) => {
    const result = await change(input);
    if (!result.ok) {
      showActionError(form, { ...result.error, message: refusalWords(result.error) });
      return;
    }
    if (!input.keepThisSession) {
      window.location.assign("/sign-in");
      return;
    }
    form.reset(EMPTY);
    notify.done("Password changed. Your other sessions have ended.");
  });
  return (
    <form method="post" noValidate onSubmit={submit} className="grid max-w-sm gap-4">
      <FormError errors={form.formState.errors} />
      {/* For password managers, which file the new password under this name. */}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <FormField control={form.control} name="currentPassword" label="Current password" required>
        {(field) => <PasswordInput autoComplete="current-password" {...field} />}
      </FormField>
      <FormField
        control={form.control}
        name="newPassword"
        label="New password"
        help={<PasswordHelp value={newPassword} minimum={minimum} />}
        required
      >
        {(field) => <PasswordInput autoComplete="new-password" {...field} />}
      </FormField>
      <Controller
        control={form.control}
        name="keepThisSession"
        render={({ field }) => (
          <Checkbox
            label="Stay signed in here"
            help="Every other session ends in any case."
            checked={field.value}
            onCheckedChange={(checked) => field.onChange(checked === true)}
          />
        )}
      />
      <div>
        <Button type="submit" pending={form.formState.isSubmitting}>
          Change password
        </Button>
      </div>
    </form>
  );
}
