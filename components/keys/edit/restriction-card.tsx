"use client";

import { type ReactNode, useId } from "react";
import { Segmented } from "@/components/ui/segmented";
import type { Mode } from "@/lib/edge/restrictions/restrictions";
import { MODE_WORDS, RESTRICTION_WORDS, type RestrictionName } from "../restriction-words";
import { TrafficHint } from "./traffic-hint";

const OPTIONS = (["off", "observe", "enforce"] as const).map((value) => ({
  value,
  label: MODE_WORDS[value].word,
}));

type RestrictionCardProps = {
  name: RestrictionName;
  description: string;
  mode: Mode;
  onModeChange: (mode: Mode) => void;
  /** A pointer or the focus has come: what it lists may be wanted. */
  onReach: () => void;
  /** How much is listed, told while it is off. */
  count: number;
  children: ReactNode;
};

/** One restriction: its switch, what the chosen state means, and, unless it is off, its lists. */
export function RestrictionCard({
  name,
  description,
  mode,
  onModeChange,
  onReach,
  count,
  children,
}: RestrictionCardProps) {
  const id = useId();
  const { word, code } = RESTRICTION_WORDS[name];
  return (
    <section
      aria-labelledby={id}
      className="rounded-lg border border-line bg-surface shadow-lift"
      onPointerEnter={onReach}
      onFocus={onReach}
    >
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-5 py-4">
        <div className="min-w-0 flex-1 basis-64">
          <h3 id={id} className="font-medium">
            {word}
          </h3>
          <p className="text-sm text-ink-muted">{description}</p>
        </div>
        <Segmented aria-label={word} options={OPTIONS} value={mode} onValueChange={onModeChange} />
      </div>
      {mode === "off" ? (
        count > 0 ? (
          <p className="border-line border-t px-5 py-3 text-sm text-ink-muted">
            {count === 1 ? "One entry is" : `${count} entries are`} kept for when you turn this on again.
          </p>
        ) : null
      ) : (
        <div className="grid gap-5 border-line border-t px-5 py-4">
          <p className="text-sm text-ink-muted">
            {mode === "observe" ? (
              "Calls that do not match are counted and still pass."
            ) : (
              <>
                Calls that do not match are refused with <code className="font-mono text-xs">403 {code}</code>
                .
              </>
            )}
          </p>
          <TrafficHint name={name} />
          {children}
        </div>
      )}
    </section>
  );
}
