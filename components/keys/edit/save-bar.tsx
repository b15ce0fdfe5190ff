"use client";

import Link from "next/link";
import { Button } from "@/components/ui/button";
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
    <div className="sticky bottom-0 z-10 -mx-4 border-line border-t bg-canvas px-4 py-3 sm:-mx-6 sm:px-6 lg:-mx-8 lg:px-8">
      <div className="flex max-w-3xl flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p role="status" className="min-w-0 flex-1 basis-56 text-sm text-ink-muted">
          {isDirty ? (
            <>
              Not saved yet:{" "}
              <span className="text-ink">{changed.map((section) => SECTION_WORDS[section]).join(", ")}</span>
            </>
          ) : (
            "Nothing changed yet."
          )}
        </p>
        <div className="flex gap-2">
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
        </div>
      </div>
    </div>
  );
}
