"use client";

import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { FormError } from "@/components/ui/form-error";
import { FormField } from "@/components/ui/form-field";
import { showActionError } from "@/components/ui/show-action-error";
import { useZodForm } from "@/components/ui/use-zod-form";
import { CodeInput as CodeSchema } from "@/lib/accounts/schemas";
import type { ActionResult } from "@/lib/actions/result";
import { CodeInput } from "../code-input";
import { refusalWords } from "../refusal-words";
import { QrCode } from "./qr-code";

type ConfirmAppProps = {
  secret: string;
  uri: string;
  confirm: (input: CodeSchema) => Promise<ActionResult<{ recoveryCodes: string[] }>>;
  onConfirmed: (recoveryCodes: readonly string[]) => void;
};

/** The code to scan, the same to type, and the app's first code as proof that it works. */
export function ConfirmApp({ secret, uri, confirm, onConfirmed }: ConfirmAppProps) {
  const form = useZodForm(CodeSchema, { defaultValues: { code: "" } });
  const submit = form.handleSubmit(async (input) => {
    const result = await confirm(input);
    if (result.ok) return onConfirmed(result.data.recoveryCodes);
    showActionError(form, { ...result.error, message: refusalWords(result.error) });
    form.setFocus("code", { shouldSelect: true });
  });
  return (
    <div className="grid gap-6 sm:grid-cols-[auto_minmax(0,1fr)]">
      <QrCode text={uri} label="QR code for your authenticator app" />
      <div className="grid content-start gap-5">
        <div className="grid gap-2">
          <p>Scan the code with your app. If you cannot, type this key into it:</p>
          <CodeBlock code={secret} label="set-up key" wrap>
            {(secret.match(/.{1,4}/g) ?? []).map((group, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the groups of a fixed text never move.
              <span key={index} className="mr-2 inline-block whitespace-nowrap">
                {group}
              </span>
            ))}
          </CodeBlock>
        </div>
        <form method="post" noValidate onSubmit={submit} className="grid max-w-xs gap-4">
          <FormError errors={form.formState.errors} />
          <FormField
            control={form.control}
            name="code"
            label="Code"
            help="The six digits your app shows now."
            required
          >
            {(field) => <CodeInput inputMode="numeric" autoFocus {...field} />}
          </FormField>
          <div>
            <Button type="submit" variant="primary" pending={form.formState.isSubmitting}>
              Turn on second factor
            </Button>
          </div>
        </form>
      </div>
    </div>
  );
}
