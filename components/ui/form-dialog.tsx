"use client";

import { type ReactNode, useId } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import type { ActionResult } from "@/lib/actions/result";
import { DialogContent } from "./dialog";
import { DialogButtons } from "./dialog-buttons";
import { FormError } from "./form-error";
import { showActionError } from "./show-action-error";

type FormDialogProps<In extends FieldValues, Out extends FieldValues, T> = {
  title: ReactNode;
  description?: ReactNode;
  /** Verb and noun. */
  submitLabel: string;
  form: UseFormReturn<In, unknown, Out>;
  submit: (input: Out) => Promise<ActionResult<T>>;
  /** After it worked, with what came of it. */
  onDone: (data: T) => void;
  size?: "md" | "lg";
  tone?: "plain" | "danger";
  /** Nothing can be sent yet. */
  disabled?: boolean;
  children: ReactNode;
};

/** A small form that is sent and closes, or says at its fields what has to be mended. */
export function FormDialog<In extends FieldValues, Out extends FieldValues, T>({
  title,
  description,
  submitLabel,
  form,
  submit,
  onDone,
  size = "md",
  tone = "plain",
  disabled = false,
  children,
}: FormDialogProps<In, Out, T>) {
  const formId = useId();
  const { isSubmitting } = form.formState;
  const send = form.handleSubmit(async (input) => {
    const result = await submit(input);
    if (result.ok) onDone(result.data);
    else showActionError(form, result.error);
  });
  return (
    <DialogContent
      title={title}
      size={size}
      locked={isSubmitting}
      {...(description !== undefined && { description })}
      footer={
        <DialogButtons form={formId} tone={tone} pending={isSubmitting} disabled={disabled}>
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
