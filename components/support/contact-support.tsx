"use client";

import { Mail } from "lucide-react";
import { useState } from "react";
import { refusalSentence } from "@/components/keys/refusal-sentence";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Skeleton } from "@/components/ui/skeleton";
import { Textarea } from "@/components/ui/textarea";
import type { ActionResult } from "@/lib/actions/result";
import { redact } from "@/lib/edge/redact";
import type { KeyRef } from "@/lib/keys/schemas";
import type { SupportMessage } from "@/lib/support/compose-message";

type ContactSupportProps = {
  orgSlug: string;
  keyId: string;
  compose: (orgSlug: string, input: KeyRef) => Promise<ActionResult<SupportMessage>>;
};

type Message = { kind: "composing" } | { kind: "failed"; why: string } | ({ kind: "ready" } & SupportMessage);

/** Composes a message to support about one key: its ID and what is the matter with it, never the key. */
export function ContactSupport({ orgSlug, keyId, compose }: ContactSupportProps) {
  const [open, setOpen] = useState(false);
  const [message, setMessage] = useState<Message>({ kind: "composing" });
  const begin = async () => {
    setMessage({ kind: "composing" });
    setOpen(true);
    const result = await compose(orgSlug, { keyId }).catch(() => null);
    if (result === null) setMessage({ kind: "failed", why: "The server could not be reached. Try again." });
    else if (result.ok) setMessage({ kind: "ready", ...result.data });
    else setMessage({ kind: "failed", why: refusalSentence(result.error) });
  };
  return (
    <>
      <Button onClick={() => void begin()}>
        <Mail aria-hidden="true" />
        Contact support about this key
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        {open ? <Composer message={message} /> : null}
      </Dialog>
    </>
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
