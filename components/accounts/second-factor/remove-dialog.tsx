"use client";

import { useRouter } from "next/navigation";
import { useId } from "react";
import { Banner } from "@/components/ui/banner";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { FormError } from "@/components/ui/form-error";
import { FormField } from "@/components/ui/form-field";
import { notify } from "@/components/ui/notify";
import { PasswordInput } from "@/components/ui/password-input";
import { showActionError } from "@/components/ui/show-action-error";
import { useZodForm } from "@/components/ui/use-zod-form";
import { RemoveSecondFactorInput } from "@/lib/accounts/schemas";
import type { SecondFactorState } from "@/lib/accounts/second-factor/read";
import type { ActionResult } from "@/lib/actions/result";
import { CodeInput } from "../code-input";
import { refusalWords } from "../refusal-words";

type RemoveDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  state: SecondFactorState;
  remove: (input: RemoveSecondFactorInput) => Promise<ActionResult<null>>;
};

export function RemoveDialog({ open, onOpenChange, state, remove }: RemoveDialogProps) {
  const router = useRouter();
  const formId = useId();
  const form = useZodForm(RemoveSecondFactorInput, { defaultValues: { code: "", password: "" } });
  const pending = form.formState.isSubmitting;
  const submit = form.handleSubmit(async (input) => {
    const result = await remove(input);
    if (!result.ok) return showActionError(form, { ...result.error, message: refusalWords(result.error) });
    notify.done("Second factor turned off");
    onOpenChange(false);
    router.refresh();
  });
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title="Turn off the second factor?"
        locked={pending}
        footer={
          <DialogButtons form={formId} tone="danger" pending={pending}>
            Turn off second factor
          </DialogButtons>
        }
      >
        <form id={formId} method="post" noValidate onSubmit={submit} className="grid gap-4">
          <FormError errors={form.formState.errors} />
          {state.requiredBy.length > 0 ? (
            <Banner tone="warn">
              {state.requiredBy.map(({ name }) => name).join(", ")} will be closed to you until you set one up
              again.
            </Banner>
          ) : null}
          <p className="text-ink-muted">
            Signing in takes only your password then. Your recovery codes stop working.
          </p>
          <FormField
            control={form.control}
            name="code"
            label="Code"
            help="From your authenticator app. A recovery code works too."
            required
          >
            {(field) => <CodeInput autoFocus {...field} />}
          </FormField>
          {state.hasPassword ? (
            <FormField control={form.control} name="password" label="Password" required>
              {(field) => <PasswordInput autoComplete="current-password" {...field} />}
            </FormField>
          ) : null}
        </form>
      </DialogContent>
    </Dialog>
  );
}
