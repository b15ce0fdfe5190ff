"use client";

import { Mail } from "lucide-react";
import { useState } from "react";
import { refusalSentence } from "@/components/keys/refusal-sentence";
import { Button } from "@/components/ui/button";
import { lazyPart } from "@/components/ui/lazy-part";
import type { ActionResult } from "@/lib/actions/result";
import type { KeyRef } from "@/lib/keys/schemas";
import type { SupportMessage } from "@/lib/support/compose-message";
import type { Message } from "./composer";

const composer = lazyPart(() => import("./composer"));

type ContactSupportProps = {
  orgSlug: string;
  keyId: string;
  compose: (orgSlug: string, input: KeyRef) => Promise<ActionResult<SupportMessage>>;
};

/** Composes a message to support about one key: its ID and what is the matter with it, never the key. */
export function ContactSupport({ orgSlug, keyId, compose }: ContactSupportProps) {
  const [open, setOpen] = useState(false);
  const [message, setMessage] = useState<Message>({ kind: "composing" });
  const part = composer.use(open);
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
      <Button onPointerEnter={composer.load} onFocus={composer.load} onClick={() => void begin()}>
        <Mail aria-hidden="true" />
        Contact support about this key
      </Button>
      {part === null ? null : <part.ComposerDialog message={message} open={open} onOpenChange={setOpen} />}
    </>
  );
}
