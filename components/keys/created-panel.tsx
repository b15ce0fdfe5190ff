"use client";

import { CircleCheck } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { useCopy } from "@/components/ui/use-copy";
import { dropFreshSecret, freshSecretOf } from "./fresh-secret";
import { useLeaveGuard } from "./use-leave-guard";

type CreatedPanelProps = {
  keyId: string;
  /** False: this is the only time the secret is shown. */
  isSecretKept: boolean;
};

/** The secret of a key created in this tab a moment ago; nothing for any other key, and nothing after a reload. */
export function CreatedPanel({ keyId, isSecretKept }: CreatedPanelProps) {
  const [secret, setSecret] = useState(() => freshSecretOf(keyId));
  const [isCopied, setCopied] = useState(false);
  const [state, copy] = useCopy(() => secret ?? "");
  useLeaveGuard(secret !== null && !isSecretKept && !isCopied);
  useEffect(() => dropFreshSecret, []);
  if (secret === null) return null;
  return (
    <section
      aria-labelledby="created-title"
      className="mb-6 grid gap-3 rounded-lg border border-accent bg-accent-soft p-5"
    >
      <h2 id="created-title" className="flex items-center gap-2 font-medium text-lg">
        <CircleCheck aria-hidden="true" className="size-5 text-accent-ink" />
        Key created
      </h2>
      <p className="max-w-prose text-ink-muted">
        {isSecretKept
          ? "This is its secret. Treat it like a password. You can copy it again from this page at any time."
          : "This is its secret. Copy it now: it is not kept, and nobody can show it again."}{" "}
        <a className="text-accent-ink underline underline-offset-4" href="/docs/guides/storing-keys">
          Where to put it
        </a>
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <code className="min-w-0 rounded-md border border-line bg-surface px-3 py-1.5 font-mono text-sm break-all">
          {secret}
        </code>
        <Button
          variant="primary"
          onClick={() => void copy().then(() => setCopied(true))}
          aria-describedby="created-title"
        >
          {state.phase === "copied" ? "Copied" : "Copy secret"}
        </Button>
        <Button
          variant="ghost"
          onClick={() => {
            dropFreshSecret();
            setSecret(null);
          }}
        >
          Hide
        </Button>
      </div>
      <p role="status" className="text-sm text-ink-muted empty:hidden">
        {state.phase === "copied" ? "Copied. Treat it like a password." : null}
        {state.phase === "failed" ? state.reason : null}
      </p>
    </section>
  );
}
