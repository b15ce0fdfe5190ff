"use client";

import Link from "next/link";
import { Button } from "@/components/ui/button";
import { StickyBar } from "@/components/ui/sticky-bar";
import { SECTION_WORDS, type Section } from "./merge";

type SaveBarProps = {
  changed: readonly Section[];
  pending: boolean;
  /** The key's page. */
  backTo: string;
  /** There is something to save although nothing was changed. */
  mustSave: boolean;
  onDiscard: () => void;
};

/** Stays in sight: what is not saved yet, and the way to save it. */
export function SaveBar({ changed, pending, backTo, mustSave, onDiscard }: SaveBarProps) {
  const isDirty = changed.length > 0;
  return (
    <StickyBar
      isLive
      isNarrow
      words={
        isDirty ? (
          <>
            Not saved yet:{" "}
            <span className="text-ink">{changed.map((section) => SECTION_WORDS[section]).join(", ")}</span>
          </>
        ) : (
          "Nothing changed yet."
        )
      }
    >
      {isDirty ? (
        <Button variant="ghost" onClick={onDiscard} disabled={pending}>
          Discard changes
        </Button>
      ) : (
        <Button asChild variant="ghost">
          <Link href={backTo}>Back to the key</Link>
        </Button>
      )}
      <Button type="submit" variant="primary" pending={pending} disabled={!isDirty && !mustSave}>
        Save changes
      </Button>
    </StickyBar>
  );
}
