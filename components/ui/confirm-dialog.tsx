"use client";

import { type ReactNode, useId, useState, useTransition } from "react";
import { Dialog, DialogContent } from "./dialog";
import { DialogButtons } from "./dialog-buttons";
import { Field } from "./field";
import { Input } from "./input";

type ConfirmDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The question, with the name of the thing: "Delete “Fleet tracker”?" */
  title: ReactNode;
  /** What stops working and for whom, or what happens next. */
  children: ReactNode;
  /** Verb and noun: "Delete key". */
  confirmLabel: string;
  tone?: "plain" | "danger";
  /** For what cannot be undone: the person types this, a key's name for instance, before the button works. */
  typeToConfirm?: string;
  /** What the question is about is being read again: the button waits for it. */
  isStale?: boolean;
  /** Closes the dialog when it resolves to nothing; a returned sentence says what went wrong and keeps it open. */
  onConfirm: () => Promise<string | undefined>;
};

export function ConfirmDialog({ open, onOpenChange, ...rest }: ConfirmDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      {open ? <Question onOpenChange={onOpenChange} {...rest} /> : null}
    </Dialog>
  );
}

function Question({
  onOpenChange,
  title,
  children,
  confirmLabel,
  tone = "plain",
  typeToConfirm,
  isStale = false,
  onConfirm,
}: Omit<ConfirmDialogProps, "open">) {
  const formId = useId();
  const [typed, setTyped] = useState("");
  const [failure, setFailure] = useState<string>();
  const [pending, startTransition] = useTransition();
  const ready = !isStale && (typeToConfirm === undefined || typed.trim() === typeToConfirm);
  const confirm = () =>
    startTransition(async () => {
      const sentence = await onConfirm();
      setFailure(sentence);
      if (sentence === undefined) onOpenChange(false);
    });
  return (
    <DialogContent
      title={title}
      locked={pending}
      footer={
        <DialogButtons form={formId} tone={tone} pending={pending} disabled={!ready}>
          {confirmLabel}
        </DialogButtons>
      }
    >
      <form
        id={formId}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          // React tells the forms around the dialog, too, although it is drawn elsewhere.
          event.stopPropagation();
          if (ready) confirm();
        }}
      >
        <div className="grid gap-3 text-ink-muted">{children}</div>
        {typeToConfirm === undefined ? null : (
          <Field
            label={
              <>
                Type <span className="font-mono text-sm">{typeToConfirm}</span> to confirm
              </>
            }
          >
            <Input
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
              spellCheck={false}
            />
          </Field>
        )}
        <div aria-live="assertive" className="empty:hidden">
          {failure ? <p className="text-danger-ink">{failure}</p> : null}
        </div>
      </form>
    </DialogContent>
  );
}
