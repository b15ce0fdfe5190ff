"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { PasswordInput } from "@/components/ui/password-input";
import { showActionError } from "@/components/ui/show-action-error";
import { useZodForm } from "@/components/ui/use-zod-form";
import { SignUpInput } from "@/lib/accounts/schemas";
import type { ActionResult } from "@/lib/actions/result";
import { CheckMail } from "./check-mail";
import { PasswordHelp } from "./password-help";
import { refusalWords } from "./refusal-words";

type SignUpFormProps = {
  signUp: (input: SignUpInput) => Promise<ActionResult<null>>;
  /** Filled in at the start. */
  email: string;
  mailPage: boolean;
};

export function SignUpForm({ signUp, email, mailPage }: SignUpFormProps) {
  const [sentTo, setSentTo] = useState<string>();
  const form = useZodForm(SignUpInput, { defaultValues: { name: "", email, password: "" } });
  const password = form.watch("password");
  const submit = form.handleSubmit(async (input) => {
    const result = await signUp(input);
    if (result.ok) setSentTo(input.email);
    else showActionError(form, { ...result.error, message: refusalWords(result.error) });
  });
  if (sentTo !== undefined) {
    return (
      <CheckMail email={sentTo} mailPage={mailPage}>
        Open its link and enter your password once more to confirm the address.
      </CheckMail>
    );
  }
  return (
    <form method="post" noValidate onSubmit={submit} className="grid gap-5">
      <FormError errors={form.formState.errors} />
      <FormField control={form.control} name="name" label="Name" required>
        {(field) => <Input autoComplete="name" autoFocus {...field} />}
      </FormField>
      <FormField control={form.control} name="email" label="E-mail" required>
        {(field) => <Input type="email" autoComplete="username" inputMode="email" {...field} />}
      </FormField>
      <FormField
        control={form.control}
        name="password"
        label="Password"
        required
        help={<PasswordHelp value={password} />}
      >
        {(field) => <PasswordInput autoComplete="new-password" {...field} />}
      </FormField>
      <Button type="submit" variant="primary" size="lg" pending={form.formState.isSubmitting}>
        Create account
      </Button>
    </form>
  );
}
