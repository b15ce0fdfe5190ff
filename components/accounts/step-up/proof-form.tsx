"use client";

import { FormError } from "@/components/ui/form-error";
import { FormField } from "@/components/ui/form-field";
import { PasswordInput } from "@/components/ui/password-input";
import { showActionError } from "@/components/ui/show-action-error";
import { useZodForm } from "@/components/ui/use-zod-form";
import { ProveAgainInput } from "@/lib/accounts/schemas";
import type { ActionResult } from "@/lib/actions/result";
import { CodeInput } from "../code-input";
import { refusalWords } from "../refusal-words";

type ProofFormProps = {
  id: string;
  method: "password" | "code";
  prove: (input: ProveAgainInput) => Promise<ActionResult<null>>;
  onPending: (pending: boolean) => void;
  onProven: () => void;
};

/** Asks for the password or a code. */
export function ProofForm({ id, method, prove, onPending, onProven }: ProofFormProps) {
  const form = useZodForm(ProveAgainInput, { defaultValues: { proof: "" } });
  const submit = form.handleSubmit(async (input) => {
    onPending(true);
    const result = await prove(input);
    onPending(false);
    if (result.ok) return onProven();
    showActionError(form, { ...result.error, message: refusalWords(result.error) });
    form.setFocus("proof", { shouldSelect: true });
  });
  return (
    <form id={id} method="post" noValidate onSubmit={submit} className="grid gap-4">
      <FormError errors={form.formState.errors} />
      {method === "password" ? (
        <FormField control={form.control} name="proof" label="Password" required>
          {(field) => <PasswordInput autoComplete="current-password" autoFocus {...field} />}
        </FormField>
      ) : (
        <FormField
          control={form.control}
          name="proof"
          label="Code"
          help="From your authenticator app. A recovery code works too."
          required
        >
          {(field) => <CodeInput autoFocus {...field} />}
        </FormField>
      )}
    </form>
  );
}
