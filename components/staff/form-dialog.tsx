"use client";

import { type ReactNode, useId } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { DialogContent } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { FormError } from "@/components/ui/form-error";
import { showActionError } from "@/components/ui/show-action-error";
import type { ActionResult } from "@/lib/actions/result";

type FormDialogProps<In extends FieldValues, Out extends FieldValues> = {
  title: ReactNode;
  description?: ReactNode;
  /** Verb and noun. */
  submitLabel: string;
  form: UseFormReturn<In, unknown, Out>;
  submit: (input: Out) => Promise<ActionResult<unknown>>;
  /** After it worked. */
  onDone: () => void;
  size?: "md" | "lg";
  children: ReactNode;
};

/** A small form that is sent and closes, or says at its fields what has to be mended. */
export function FormDialog<In extends FieldValues, Out extends FieldValues>({
  title,
  description,
  submitLabel,
  form,
  submit,
  onDone,
  size = "md",
  children,
}: FormDialogProps<In, Out>) {
  const formId = useId();
  const { isSubmitting } = form.formState;
  const send = form.handleSubmit(async (input) => {
    const result = await submit(input);
    if (result.ok) onDone();
    else showActionError(form, result.error);
  });
  return (
    <DialogContent
      title={title}
      size={size}
      locked={isSubmitting}
      {...(description !== undefined && { description })}
      footer={
        <DialogButtons form={formId} pending={isSubmitting}>
          {submitLabel}
        </DialogButtons>
      }
    >
      <form
        id={formId}
        method="post"
        noValidate
        className="grid gap-5"
        onSubmit={(event) => void send(event)}
      >
        <FormError errors={form.formState.errors} />
        {children}
      </form>
    </DialogContent>
  );
}
