"use client";

import { useEffect } from "react";
import { Button } from "./button";
import { cn } from "./cn";

type SaveBarProps = {
  /** Names of what changed ("Name, Allowed domains"); empty hides the bar. */
  changed: readonly string[];
  pending?: boolean;
  saveLabel?: string;
  onDiscard: () => void;
  className?: string;
};

/** Inside a form: sticks to the bottom while something is unsaved, says what, and asks before the page is left. */
export function SaveBar({
  changed,
  pending = false,
  saveLabel = "Save changes",
  onDiscard,
  className,
}: SaveBarProps) {
  const dirty = changed.length > 0;
  useEffect(() => {
    if (!dirty) return;
    const hold = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", hold);
    return () => window.removeEventListener("beforeunload", hold);
  }, [dirty]);
  if (!dirty) return null;
  return (
    <section
      aria-label="Unsaved changes"
      className={cn(
        "sticky bottom-4 z-20 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-lg bg-raised px-4 py-3 shadow-pop",
        className,
      )}
    >
      <p className="min-w-0 text-sm">
        <span className="font-medium">Changed:</span>{" "}
        <span className="text-ink-muted">{changed.join(", ")}</span>
      </p>
      <div className="flex gap-2">
        <Button onClick={onDiscard} disabled={pending}>
          Discard
        </Button>
        <Button type="submit" variant="primary" pending={pending}>
          {saveLabel}
        </Button>
      </div>
    </section>
  );
}
