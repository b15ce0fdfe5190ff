"use client";

import { Check, CircleAlert, Copy } from "lucide-react";
import { useState } from "react";
import { cn } from "./cn";
import { Spinner } from "./spinner";
import { Tooltip } from "./tooltip";
import { type CopyState, useCopy } from "./use-copy";

type ChipProps = {
  /** What is drawn, usually shortened: `kw_4fT2…9aQx`. */
  children: string;
  /** What it is ("key ID", "secret"): "Copy key ID". */
  what: string;
  /** Says "Treat it like a password." after copying. */
  secret?: boolean;
  className?: string;
} & (
  | { /** What is copied. */ text: string; onCopy?: never }
  | {
      /** Fetches what is copied, only after the click. A rejection's message is shown. */
      onCopy: () => Promise<string>;
      text?: never;
    }
);

/** A key or an ID: the whole chip copies it, by mouse or keyboard, and says so. */
export function Chip({ children, what, secret = false, className, text, onCopy }: ChipProps) {
  const [state, copy] = useCopy(() => (onCopy ? onCopy() : text));
  const [hovered, setHovered] = useState(false);
  const told = sentence(state, secret);
  return (
    <>
      <Tooltip
        content={told ?? `Copy ${what}`}
        open={hovered || told !== undefined}
        onOpenChange={setHovered}
        {...(state.phase === "failed" && { className: "bg-danger-fill text-on-danger" })}
      >
        <button
          type="button"
          aria-label={`Copy ${what} ${children}`}
          aria-busy={state.phase === "fetching" || undefined}
          onClick={() => void copy()}
          className={cn(
            "group touch-area inline-flex h-6 max-w-full items-center align-middle gap-1.5 rounded-sm border border-line bg-sunken px-1.5 font-mono text-xs",
            "text-ink transition-colors hover:border-line-strong hover:bg-hover",
            state.phase === "copied" && "border-accent hover:border-accent",
            className,
          )}
        >
          <span className="truncate">{children}</span>
          <Mark phase={state.phase} />
        </button>
      </Tooltip>
      <span role="status" className="sr-only">
        {told}
      </span>
    </>
  );
}

function Mark({ phase }: { phase: CopyState["phase"] }) {
  const look = "size-3 shrink-0";
  if (phase === "fetching") return <Spinner className={look} />;
  if (phase === "copied")
    return <Check aria-hidden="true" className={cn(look, "text-accent-ink")} strokeWidth={2.5} />;
  if (phase === "failed") return <CircleAlert aria-hidden="true" className={cn(look, "text-danger-ink")} />;
  return <Copy aria-hidden="true" className={cn(look, "text-ink-faint group-hover:text-ink")} />;
}

function sentence(state: CopyState, secret: boolean): string | undefined {
  if (state.phase === "copied") return secret ? "Copied. Treat it like a password." : "Copied";
  if (state.phase === "failed") return state.reason;
  return undefined;
}
