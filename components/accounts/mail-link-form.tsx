"use client";

import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { showActionError } from "@/components/ui/show-action-error";
import { useZodForm } from "@/components/ui/use-zod-form";
import { EmailInput } from "@/lib/accounts/schemas";
import type { ActionResult } from "@/lib/actions/result";
import { CheckMail } from "./check-mail";
import { refusalWords } from "./refusal-words";

type MailLinkFormProps = {
  send: (input: EmailInput) => Promise<ActionResult<null>>;
  /** Verb and noun: "Send reset link". */
  buttonLabel: string;
  /** What the mail is for, once it was asked for. */
  children: ReactNode;
  mailPage: boolean;
};

/** Asks for a mail with a link. */
export function MailLinkForm({ send, buttonLabel, children, mailPage }: MailLinkFormProps) {
  const [sentTo, setSentTo] = useState<string>();
  const form = useZodForm(EmailInput, { defaultValues: { email: "" } });
  const submit = form.handleSubmit(async (input) => {
    const result = await send(input);
    if (result.ok) setSentTo(input.email);
    else showActionError(form, { ...result.error, message: refusalWords(result.error) });
  });
  if (sentTo !== undefined) {
    return (
      <CheckMail email={sentTo} mailPage={mailPage}>
        {children}
      </CheckMail>
    );
  }
  return (
    <form method="post" noValidate onSubmit={submit} className="grid gap-5">
      <FormError errors={form.formState.errors} />
      <FormField control={form.control} name="email" label="E-mail" required>
        {(field) => <Input type="email" autoComplete="username" inputMode="email" autoFocus {...field} />}
      </FormField>
      <Button type="submit" variant="primary" size="lg" pending={form.formState.isSubmitting}>
        {buttonLabel}
      </Button>
    </form>
  );
}
