"use client";

import { Lock } from "lucide-react";
import { Chip } from "@/components/ui/chip";
import { Tooltip } from "@/components/ui/tooltip";
import { useKeyActions } from "./key-actions";

type SecretChipProps = {
  keyId: string;
  preview: { head: string; tail: string };
  canCopy: boolean;
  /** False: the organization shows secrets once, nothing is left to copy. */
  isKept: boolean;
};

/** The ends of a secret. A click fetches the whole, copies it and leaves a row in the audit log. */
export function SecretChip({ keyId, preview, canCopy, isKept }: SecretChipProps) {
  const { orgSlug, actions } = useKeyActions();
  const shown = `kw_${preview.head}…${preview.tail}`;
  if (!canCopy) return <LockedSecret shown={shown} reason={isKept ? NOT_ALLOWED : SHOWN_ONCE} />;
  return (
    <Chip
      what="secret"
      secret
      onCopy={async () => {
        const result = await actions.copySecret(orgSlug, { keyId });
        if (!result.ok) throw new Error(result.error.message);
        return result.data.secret;
      }}
    >
      {shown}
    </Chip>
  );
}

const NOT_ALLOWED = "Your role does not allow copying this secret.";
const SHOWN_ONCE = "This secret was shown once and is not kept.";

function LockedSecret({ shown, reason }: { shown: string; reason: string }) {
  return (
    <Tooltip content={reason}>
      <span
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the reason must be reachable by keyboard.
        tabIndex={0}
        className="inline-flex h-6 items-center gap-1.5 whitespace-nowrap rounded-sm border border-line border-dashed px-1.5 font-mono text-ink-muted text-xs"
      >
        {shown}
        <Lock aria-label={reason} className="size-3 shrink-0 text-ink-faint" />
      </span>
    </Tooltip>
  );
}
