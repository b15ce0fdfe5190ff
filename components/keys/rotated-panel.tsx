"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { DialogContent } from "@/components/ui/dialog";
import { formatAbsolute } from "@/components/ui/format-time";
import { useCopy } from "@/components/ui/use-copy";
import type { KeySubject } from "./key-subject";
import { useLeaveGuard } from "./use-leave-guard";

type RotatedPanelProps = {
  /** The key as it was: its preview is the old secret's. */
  subject: KeySubject;
  secret: string;
  /** When the old secret ends; `null`: it has. */
  endsAt: string | null;
  onDone: () => void;
};

/** Both secrets after a rotation: the new one to copy, the old one with its end. */
export function RotatedPanel({ subject, secret, endsAt, onDone }: RotatedPanelProps) {
  const [state, copy] = useCopy(() => secret);
  const [isCopied, setCopied] = useState(false);
  const isOnlyChance = !subject.isSecretKept && !isCopied;
  useLeaveGuard(isOnlyChance);
  return (
    <DialogContent
      title="Key rotated"
      description={
        subject.isSecretKept
          ? "This is the new secret. Treat it like a password. You can copy it again from the key’s page."
          : "This is the new secret. Copy it now: it is not kept, and nobody can show it again."
      }
      locked={isOnlyChance}
      footer={<Button onClick={onDone}>{isOnlyChance ? "Close without copying" : "Done"}</Button>}
    >
      <div className="grid gap-4">
        <div className="flex flex-wrap items-center gap-2">
          <code className="min-w-0 grow basis-56 rounded-md border border-line bg-sunken px-3 py-1.5 font-mono text-sm break-all">
            {secret}
          </code>
          <Button variant="primary" onClick={() => void copy().then(() => setCopied(true))}>
            {state.phase === "copied" ? "Copied" : "Copy secret"}
          </Button>
        </div>
        <p role="status" className="text-ink-muted text-sm empty:hidden">
          {state.phase === "copied" ? "Copied. Treat it like a password." : null}
          {state.phase === "failed" ? state.reason : null}
        </p>
        <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 border-line border-t pt-4 text-sm [&_dt]:font-mono">
          <dt>{ends(secret)}</dt>
          <dd>New. Works from now on.</dd>
          <dt>
            kw_{subject.preview.head}…{subject.preview.tail}
          </dt>
          <dd>
            {endsAt === null
              ? "Old. Has ended; calls with it are refused."
              : `Old. Works until ${formatAbsolute(Date.parse(endsAt))}.`}
          </dd>
        </dl>
      </div>
    </DialogContent>
  );
}

function ends(secret: string): string {
  return `${secret.slice(0, 7)}…${secret.slice(-4)}`;
}
