"use client";

import { Check, CircleAlert, Copy } from "lucide-react";
import { IconButton } from "./icon-button";
import { useCopy } from "./use-copy";

type CopyButtonProps = { text: string /** "Copy command" */; label: string; className?: string };

export function CopyButton({ text, label, className }: CopyButtonProps) {
  const [state, copy] = useCopy(() => text);
  const icon = { idle: Copy, fetching: Copy, copied: Check, failed: CircleAlert }[state.phase];
  const told = state.phase === "copied" ? "Copied" : state.phase === "failed" ? state.reason : undefined;
  return (
    <>
      <IconButton
        icon={icon}
        label={label}
        size="sm"
        onClick={() => void copy()}
        {...(className && { className })}
      />
      <span role="status" className="sr-only">
        {told}
      </span>
    </>
  );
}
