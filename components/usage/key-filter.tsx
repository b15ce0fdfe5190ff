"use client";

import { useState } from "react";
import type { KeyChoice } from "@/components/frame/key-search";
import { keySearchPart } from "@/components/frame/key-search-part";
import { KeySearchTrigger } from "@/components/frame/key-search-trigger";
import { Popover, PopoverContent } from "@/components/ui/popover";

type KeyFilterProps = {
  orgSlug: string;
  value: readonly string[];
  onValueChange: (keys: string[]) => void;
  /** Offered before anything is typed: the keys used last. */
  recent: readonly KeyChoice[];
  className?: string;
};

/** Chooses among any number of keys: the ones used last at once, the others by search on the server. */
export function KeyFilter({ orgSlug, value, onValueChange, recent, className }: KeyFilterProps) {
  const [names, setNames] = useState(() => new Map(recent.map(({ id, name }) => [id, name])));
  const [open, setOpen] = useState(false);
  const part = keySearchPart.use(open);
  const chosen = value.map((id) => ({ id, name: names.get(id) ?? shortId(id) }));
  const toggle = ({ id, name }: KeyChoice) => {
    setNames((known) => new Map(known).set(id, name));
    onValueChange(value.includes(id) ? value.filter((one) => one !== id) : [...value, id]);
  };
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <KeySearchTrigger
        onIntent={keySearchPart.load}
        isEmpty={chosen.length === 0}
        aria-label={`Keys: ${chosen.length === 0 ? "all" : chosen.map(({ name }) => name).join(", ")}`}
        className={className}
      >
        {summary(chosen)}
      </KeySearchTrigger>
      {part === null ? null : (
        <PopoverContent aria-label="Keys" className="w-72 max-w-[calc(100vw-1rem)] p-0">
          <part.KeySearch
            multiple
            orgSlug={orgSlug}
            offered={withChosen(chosen, recent)}
            chosenIds={value}
            onChoose={toggle}
          />
        </PopoverContent>
      )}
    </Popover>
  );
}

function withChosen(chosen: readonly KeyChoice[], recent: readonly KeyChoice[]): KeyChoice[] {
  const offered = new Set(recent.map(({ id }) => id));
  return [...chosen.filter(({ id }) => !offered.has(id)), ...recent];
}

function summary(chosen: readonly KeyChoice[]): string {
  const [first] = chosen;
  if (first === undefined) return "All keys";
  return chosen.length === 1 ? first.name : `${first.name} and ${chosen.length - 1} more`;
}

function shortId(id: string): string {
  return `${id.slice(0, 8)}…`;
}
