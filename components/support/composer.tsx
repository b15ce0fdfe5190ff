"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Skeleton } from "@/components/ui/skeleton";
import { Textarea } from "@/components/ui/textarea";
import { redact } from "@/lib/edge/redact";
import type { SupportMessage } from "@/lib/support/compose-message";

/** A message on its way into the dialog. */
export type Message =
  | { kind: "composing" }
  | { kind: "failed"; why: string }
  | ({ kind: "ready" } & SupportMessage);

type ComposerDialogProps = { message: Message; open: boolean; onOpenChange: (open: boolean) => void };

/** The message, with room for words of one's own. */
export function ComposerDialog({ message, open, onOpenChange }: ComposerDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      {open ? <Composer message={message} /> : null}
    </Dialog>
  );
}

function Composer({ message }: { message: Message }) {
  const [words, setWords] = useState("");
  const text =
    message.kind === "ready"
      ? `${redact(words).trim()}${words.trim() === "" ? "" : "\n\n"}${message.body}`
      : "";
  const hasSecret = redact(words) !== words;
  return (
    <DialogContent
      title="Contact support about this key"
      description="This is what support needs to find it. The key itself is not in it, and support never asks for it."
      footer={
        <>
          <DialogClose asChild>
            <Button>Close</Button>
          </DialogClose>
          {message.kind === "ready" ? (
            <Button asChild variant="primary">
              <a href={mailtoOf(message, text)}>Open in mail program</a>
            </Button>
          ) : null}
        </>
      }
    >
      <div className="grid gap-4" aria-live="polite">
        {message.kind === "failed" ? <p className="text-danger-ink">{message.why}</p> : null}
        {message.kind === "composing" ? <Skeleton className="h-40" /> : null}
        {message.kind === "ready" ? (
          <>
            <Field
              label="What happens"
              optional
              {...(hasSecret && {
                error:
                  "This holds a secret. It is left out of the message; treat it as leaked if you sent it.",
              })}
            >
              <Textarea
                rows={3}
                maxLength={2000}
                value={words}
                spellCheck={false}
                onChange={(event) => setWords(event.target.value)}
              />
            </Field>
            <div className="grid gap-1.5">
              <div className="flex items-center justify-between gap-4">
                <p className="min-w-0 text-sm text-ink-muted break-words">
                  To {message.to}, “{message.subject}”
                </p>
                <CopyButton text={text} label="Copy message" />
              </div>
              <p className="max-h-60 overflow-y-auto rounded-md border border-line bg-sunken p-3 text-sm whitespace-pre-wrap wrap-anywhere">
                {text}
              </p>
            </div>
          </>
        ) : null}
      </div>
    </DialogContent>
  );
}

function mailtoOf({ to, subject }: SupportMessage, body: string): string {
  return `mailto:${to}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
}
