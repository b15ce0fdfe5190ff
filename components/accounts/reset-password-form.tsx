"use client";

import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { FormField } from "@/components/ui/form-field";
import { PasswordInput } from "@/components/ui/password-input";
import { showActionError } from "@/components/ui/show-action-error";
import { useZodForm } from "@/components/ui/use-zod-form";
import { ResetPasswordInput } from "@/lib/accounts/schemas";
import type { ActionResult } from "@/lib/actions/result";
import { PasswordHelp } from "./password-help";
import { refusalWords } from "./refusal-words";
import { requestSignIn } from "./request-sign-in";

type ResetPasswordFormProps = {
  email: string;
  token: string;
  /** Characters the new password needs: fewer for a person with a second factor. */
  minimum: number;
  reset: (input: ResetPasswordInput) => Promise<ActionResult<{ email: string }>>;
};

export function ResetPasswordForm({ email, token, minimum, reset }: ResetPasswordFormProps) {
  const form = useZodForm(ResetPasswordInput, { defaultValues: { token, password: "" } });
  const password = form.watch("password");
  const submit = form.handleSubmit(async (input) => {
    const result = await reset(input);
    if (!result.ok) {
      showActionError(form, { ...result.error, message: refusalWords(result.error) });
      return;
    }
    const refusal = await requestSignIn({ email: result.data.email, password: input.password });
    window.location.assign(refusal === null ? "/o" : "/sign-in");
    await new Promise(() => undefined);
  });
  return (
    <form method="post" noValidate onSubmit={submit} className="grid gap-5">
      <FormError errors={form.formState.errors} />
      {/* For password managers, which file the new password under this name. */}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <FormField
        control={form.control}
        name="password"
        label="New password"
        required
        help={<PasswordHelp value={password} minimum={minimum} />}
      >
        {(field) => <PasswordInput autoComplete="new-password" autoFocus {...field} />}
      </FormField>
      <Button type="submit" variant="primary" size="lg" pending={form.formState.isSubmitting}>
        Set password and sign in
      </Button>
    </form>
  );
}
