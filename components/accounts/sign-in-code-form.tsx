"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { FormField } from "@/components/ui/form-field";
import { showActionError } from "@/components/ui/show-action-error";
import { useZodForm } from "@/components/ui/use-zod-form";
import { CodeInput as CodeSchema } from "@/lib/accounts/schemas";
import type { ActionResult } from "@/lib/actions/result";
import { CodeInput } from "./code-input";
import { refusalWords } from "./refusal-words";

type SignInCodeFormProps = {
  /** A path on this site. */
  destination: string;
  confirm: (input: CodeSchema) => Promise<ActionResult<null>>;
  startOver: () => Promise<ActionResult<unknown> | undefined>;
};

/** The second step of signing in. */
export function SignInCodeForm({ destination, confirm, startOver }: SignInCodeFormProps) {
  const [isRecovery, setIsRecovery] = useState(false);
  const form = useZodForm(CodeSchema, { defaultValues: { code: "" } });
  const submit = form.handleSubmit(async (input) => {
    const result = await confirm(input);
    if (result.ok) {
      // A full load, as after signing in with a password.
      window.location.assign(destination);
      await new Promise(() => undefined);
      return;
    }
    showActionError(form, { ...result.error, message: refusalWords(result.error) });
    form.setFocus("code", { shouldSelect: true });
  });
  const change = () => {
    setIsRecovery(!isRecovery);
    form.reset();
    form.setFocus("code");
  };
  return (
    <form method="post" noValidate onSubmit={submit} className="grid gap-5">
      <FormError errors={form.formState.errors} />
      <FormField
        control={form.control}
        name="code"
        label={isRecovery ? "Recovery code" : "Code"}
        help={
          isRecovery
            ? "One of the codes you kept. It works once."
            : "The six digits your authenticator app shows."
        }
        required
      >
        {(field) => <CodeInput inputMode={isRecovery ? "text" : "numeric"} autoFocus {...field} />}
      </FormField>
      <Button type="submit" variant="primary" size="lg" pending={form.formState.isSubmitting}>
        Sign in
      </Button>
      <div className="-mx-2.5 flex flex-wrap justify-between gap-2">
        <Button variant="ghost" size="sm" onClick={change}>
          {isRecovery ? "Use your app" : "Use a recovery code"}
        </Button>
        <Button variant="ghost" size="sm" onClick={() => void startOver()}>
          Start over
        </Button>
      </div>
    </form>
  );
}
