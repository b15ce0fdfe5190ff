"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import type { CatalogProduct, EditValues } from "./edit-values";
import { mergeOf, SECTION_WORDS, type Section, withSections } from "./merge";
import { sectionText } from "./section-text";

type ConflictPanelProps = {
  /** As the key was at the start, as the other person saved it, as it stands in this form. */
  before: EditValues;
  theirs: EditValues;
  mine: EditValues;
  catalog: readonly CatalogProduct[];
  countryName: (code: string) => string;
  /** What this form goes on with, on top of theirs. */
  onMerged: (values: EditValues) => void;
};

const SIDES = [
  { value: "mine", label: "Keep mine" },
  { value: "theirs", label: "Take theirs" },
] as const;

/** Somebody else saved in between: what they changed, and a choice wherever both changed the same. */
export function ConflictPanel({ before, theirs, mine, catalog, countryName, onMerged }: ConflictPanelProps) {
  const merge = mergeOf(before, mine, theirs);
  const textOf = (section: Section, whose: EditValues) => sectionText(section, whose, catalog, countryName);
  const [taken, setTaken] = useState<ReadonlySet<Section>>(new Set());
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const choose = (section: Section, side: "mine" | "theirs") => {
    const next = new Set(taken);
    if (side === "theirs") next.add(section);
    else next.delete(section);
    setTaken(next);
  };
  return (
    <section aria-labelledby="conflict" className="grid gap-4 rounded-lg bg-warn-soft p-5">
      <div>
        <h2 id="conflict" ref={heading} tabIndex={-1} className="font-medium text-lg outline-none">
          Somebody else saved this key while you were editing it
        </h2>
        <p className="text-ink-muted">
          Nothing of yours is saved yet, and nothing of yours is lost. Here is what they changed.
        </p>
      </div>
      <ul className="grid divide-y divide-line rounded-md border border-line bg-surface">
        {merge.conflicts.map((section) => (
          <li key={section} className="grid gap-2 px-4 py-3">
            <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
              <p className="font-medium">{SECTION_WORDS[section]}: you both changed this</p>
              <Segmented
                aria-label={SECTION_WORDS[section]}
                options={SIDES}
                value={taken.has(section) ? "theirs" : "mine"}
                onValueChange={(side) => choose(section, side)}
              />
            </div>
            <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm [&_dd]:min-w-0 [&_dd]:break-words [&_dt]:text-ink-muted">
              <dt>Before</dt>
              <dd>{textOf(section, before)}</dd>
              <dt>Theirs</dt>
              <dd>{textOf(section, theirs)}</dd>
              <dt>Mine</dt>
              <dd>{textOf(section, mine)}</dd>
            </dl>
          </li>
        ))}
        {merge.taken.map((section) => (
          <li key={section} className="grid gap-1 px-4 py-3">
            <p className="font-medium">{SECTION_WORDS[section]}: changed by them only</p>
            <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm [&_dd]:min-w-0 [&_dd]:break-words [&_dt]:text-ink-muted">
              <dt>Before</dt>
              <dd>{textOf(section, before)}</dd>
              <dt>Theirs</dt>
              <dd>{textOf(section, theirs)}</dd>
            </dl>
          </li>
        ))}
        {merge.conflicts.length + merge.taken.length === 0 ? (
          <li className="px-4 py-3">Nothing on this page: it was something else about the key.</li>
        ) : null}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          onClick={() => onMerged(withSections(mine, theirs, [...merge.taken, ...taken]))}
        >
          Merge into my form
        </Button>
        <Button onClick={() => onMerged(theirs)}>Discard mine, take theirs</Button>
      </div>
    </section>
  );
}
