"use client";

import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Check, ChevronsUpDown } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { keySearchWords, paletteKeysQuery } from "@/components/frame/palette-keys";
import { cn } from "@/components/ui/cn";
import { CommandInput, CommandItem } from "@/components/ui/command-list";
import { controlClass } from "@/components/ui/control-class";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { SearchText } from "@/lib/keys/schemas";

export type KeyOption = { id: string; name: string };

type KeyFilterProps = {
  orgSlug: string;
  value: readonly string[];
  onValueChange: (keys: string[]) => void;
  /** Offered before anything is typed: the keys used last. */
  recent: readonly KeyOption[];
  className?: string;
};

/** Chooses among any number of keys: the ones used last at once, the others by search on the server. */
export function KeyFilter({ orgSlug, value, onValueChange, recent, className }: KeyFilterProps) {
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState("");
  const [names, setNames] = useState(() => new Map(recent.map(({ id, name }) => [id, name])));
  const asked = useDeferredValue(SearchText.parse(search.trim()));
  const found = useQuery(paletteKeysQuery(orgSlug, asked));
  const chosen = value.map((id) => ({ id, name: names.get(id) ?? shortId(id) }));
  const options: readonly KeyOption[] = asked === "" ? withChosen(chosen, recent) : (found.data ?? []);
  const toggle = ({ id, name }: KeyOption) => {
    setNames((known) => new Map(known).set(id, name));
    onValueChange(value.includes(id) ? value.filter((one) => one !== id) : [...value, id]);
  };
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger
        type="button"
        aria-label={`Keys: ${chosen.length === 0 ? "all" : chosen.map(({ name }) => name).join(", ")}`}
        className={cn(controlClass, "flex h-8 items-center justify-between gap-2 text-left", className)}
      >
        <span className={cn("truncate", chosen.length === 0 && "text-ink-faint")}>{summary(chosen)}</span>
        <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
      </PopoverTrigger>
      <PopoverContent aria-label="Keys" className="w-72 max-w-[calc(100vw-1rem)] p-0">
        <Command label="Search keys" shouldFilter={false}>
          <CommandInput
            placeholder="Name or key ID"
            maxLength={200}
            value={search}
            onValueChange={setSearch}
          />
          <Command.List aria-multiselectable className="max-h-72 overflow-y-auto p-1">
            <Command.Empty className="px-2 py-3 text-sm text-ink-muted">
              {keySearchWords(asked, found)}
            </Command.Empty>
            {options.map((option) => (
              <CommandItem
                key={option.id}
                value={option.id}
                onSelect={() => toggle(option)}
                className="justify-between"
              >
                <span className="min-w-0">
                  <span className="block truncate">{option.name}</span>
                  <span className="block truncate font-mono text-xs text-ink-muted">{option.id}</span>
                </span>
                {value.includes(option.id) ? (
                  <>
                    <Check aria-hidden="true" className="text-accent-ink" />
                    <span className="sr-only">chosen</span>
                  </>
                ) : null}
              </CommandItem>
            ))}
          </Command.List>
        </Command>
      </PopoverContent>
    </Popover>
  );
}

function withChosen(chosen: readonly KeyOption[], recent: readonly KeyOption[]): KeyOption[] {
  const offered = new Set(recent.map(({ id }) => id));
  return [...chosen.filter(({ id }) => !offered.has(id)), ...recent];
}

function summary(chosen: readonly KeyOption[]): string {
  const [first] = chosen;
  if (first === undefined) return "All keys";
  return chosen.length === 1 ? first.name : `${first.name} and ${chosen.length - 1} more`;
}

function shortId(id: string): string {
  return `${id.slice(0, 8)}…`;
}
