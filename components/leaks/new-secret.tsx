"use client";

import { useState } from "react";
import { useLeaveGuard } from "@/components/keys/use-leave-guard";
import { Button } from "@/components/ui/button";
import { formatAbsolute } from "@/components/ui/format-time";
import { useCopy } from "@/components/ui/use-copy";

type NewSecretProps = { secret: string; endsAt: string | null; isKept: boolean };

/** The secret that takes the leaked one's place, to copy. */
export function NewSecret({ secret, endsAt, isKept }: NewSecretProps) {
  const [state, copy] = useCopy(() => secret);
  const [isCopied, setCopied] = useState(false);
  useLeaveGuard(!isKept && !isCopied);
  return (
    <section
      aria-label="New secret"
      className="grid gap-2 rounded-md border border-line bg-sunken p-3 text-sm"
    >
      <p>
        The new secret. Move your clients to it
        {endsAt === null ? "; the old one has ended." : ` before ${formatAbsolute(Date.parse(endsAt))}.`}{" "}
        {isKept ? "" : "Copy it now: it is not kept, and nobody can show it again."}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <code className="min-w-0 grow basis-56 rounded-md border border-line bg-surface px-3 py-1.5 font-mono break-all">
          {secret}
        </code>
        <Button onClick={() => void copy().then(() => setCopied(true))}>
          {state.phase === "copied" ? "Copied" : "Copy secret"}
        </Button>
      </div>
      <p role="status" className="text-ink-muted empty:hidden">
        {state.phase === "copied" ? "Copied. Treat it like a password." : null}
        {state.phase === "failed" ? state.reason : null}
      </p>
    </section>
  );
}
