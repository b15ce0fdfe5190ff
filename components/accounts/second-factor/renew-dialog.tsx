"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { FormError } from "@/components/ui/form-error";
import { FormField } from "@/components/ui/form-field";
import { showActionError } from "@/components/ui/show-action-error";
import { useZodForm } from "@/components/ui/use-zod-form";
import { CodeInput as CodeSchema } from "@/lib/accounts/schemas";
import type { ActionResult } from "@/lib/actions/result";
import { CodeInput } from "../code-input";
import { refusalWords } from "../refusal-words";
import { RecoveryCodes } from "./recovery-codes";

type Renew = (input: CodeSchema) => Promise<ActionResult<{ recoveryCodes: string[] }>>;

type RenewDialogProps = { open: boolean; onOpenChange: (open: boolean) => void; renew: Renew };

export function RenewDialog({ open, onOpenChange, renew }: RenewDialogProps) {
  const router = useRouter();
  const [codes, setCodes] = useState<readonly string[]>();
  const close = () => {
    onOpenChange(false);
    router.refresh();
  };
  return (
    // Once the codes are there, only "Done" leaves: they are shown this once.
    <Dialog open={open} onOpenChange={(next) => next || codes || onOpenChange(false)}>
      {codes ? (
        <DialogContent title="New recovery codes" locked>
          <RecoveryCodes codes={codes} onDone={close} />
        </DialogContent>
      ) : (
        <Question renew={renew} onRenewed={setCodes} />
      )}
    </Dialog>
  );
}

function Question({ renew, onRenewed }: { renew: Renew; onRenewed: (codes: readonly string[]) => void }) {
  const formId = useId();
  const form = useZodForm(CodeSchema, { defaultValues: { code: "" } });
  const pending = form.formState.isSubmitting;
  const submit = form.handleSubmit(async (input) => {
    const result = await renew(input);
    if (result.ok) onRenewed(result.data.recoveryCodes);
    else showActionError(form, { ...result.error, message: refusalWords(result.error) });
  });
  return (
    <DialogContent
      title="Make new recovery codes?"
      description="The ones you have now stop working."
      locked={pending}
      footer={
        <DialogButtons form={formId} pending={pending}>
          Make recovery codes
        </DialogButtons>
      }
    >
      <form id={formId} method="post" noValidate onSubmit={submit} className="grid gap-4">
        <FormError errors={form.formState.errors} />
        <FormField
          control={form.control}
          name="code"
          label="Code"
          help="From your authenticator app, or a recovery code."
          required
        >
          {(field) => <CodeInput autoFocus {...field} />}
        </FormField>
      </form>
    </DialogContent>
  );
}
