"use client";

import { type ReactNode, useState } from "react";
import { refusalSentence } from "@/components/keys/refusal-sentence";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { ActionResult } from "@/lib/actions/result";

type TextDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What happens, and who is told. */
  children: ReactNode;
  field: { label: string; help: string; max: number; rows?: 3 | 5 };
  /** A further choice, after the words. */
  below?: ReactNode;
  confirmLabel: string;
  tone?: "plain" | "danger";
  run: (text: string) => Promise<ActionResult<unknown>>;
  onDone: () => void;
};

/** A decision that needs words: a reason, a note. The words begin empty each time it opens. */
export function TextDialog({
  open,
  onOpenChange,
  field,
  below,
  children,
  run,
  onDone,
  ...rest
}: TextDialogProps) {
  const [text, setText] = useState("");
  const close = (isOpen: boolean) => {
    if (!isOpen) setText("");
    onOpenChange(isOpen);
  };
  const confirm = async () => {
    if (text.trim() === "") return `Fill in “${field.label}”.`;
    const result = await run(text);
    if (!result.ok) return refusalSentence(result.error);
    setText("");
    onDone();
    return undefined;
  };
  return (
    <ConfirmDialog open={open} onOpenChange={close} onConfirm={confirm} {...rest}>
      {children}
      <Field label={field.label} help={field.help} required>
        <Textarea
          rows={field.rows ?? 3}
          maxLength={field.max}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      {below}
    </ConfirmDialog>
  );
}
