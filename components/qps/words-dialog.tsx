"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { notify } from "@/components/ui/notify";
import { Textarea } from "@/components/ui/textarea";
import type { ActionResult } from "@/lib/actions/result";

type WordsDialogProps = {
  open: boolean;
  onClose: () => void;
  title: string;
  label: string;
  help: string;
  /** Verb and noun: "Reject request". */
  button: string;
  done: string;
  tone?: "plain" | "danger";
  send: (words: string) => Promise<ActionResult<unknown>>;
};

/** A decision that needs words: why, or what one wants to know. */
export function WordsDialog({
  open,
  onClose,
  title,
  label,
  help,
  button,
  done,
  tone = "plain",
  send,
}: WordsDialogProps) {
  const router = useRouter();
  const [words, setWords] = useState("");
  const [error, setError] = useState<string>();
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => {
        if (next) return;
        setError(undefined);
        onClose();
      }}
      title={title}
      confirmLabel={button}
      tone={tone}
      onConfirm={async () => {
        const result = await send(words);
        if (result.ok) {
          setWords("");
          notify.done(done);
          router.refresh();
          return undefined;
        }
        const atField = Object.values(result.error.fields ?? {})[0]?.[0];
        setError(atField);
        return atField === undefined ? result.error.message : "Nothing was sent.";
      }}
    >
      <Field label={label} help={help} error={error}>
        <Textarea
          rows={4}
          maxLength={2000}
          value={words}
          onChange={({ target }) => {
            setWords(target.value);
            setError(undefined);
          }}
        />
      </Field>
    </ConfirmDialog>
  );
}
