"use client";

import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Check } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { CommandInput, CommandItem } from "@/components/ui/command-list";
import { QueryProvider } from "@/components/usage/query-provider";
import { searchText } from "@/lib/keys/search-text";
import { keySearchWords, paletteKeysQuery } from "./palette-keys";

export type KeyChoice = { id: string; name: string };

type KeySearchProps = {
  orgSlug: string;
  /** Shown before anything is typed. */
  offered: readonly KeyChoice[];
  chosenIds: readonly string[];
  onChoose: (key: KeyChoice) => void;
  /** More than one can be chosen. */
  multiple?: boolean;
};

/** Any number of keys to choose from: some at once, the others by search on the server. */
export function KeySearch(props: KeySearchProps) {
  return (
    <QueryProvider>
      <Search {...props} />
    </QueryProvider>
  );
}

function Search({ orgSlug, offered, chosenIds, onChoose, multiple = false }: KeySearchProps) {
  const [search, setSearch] = useState("");
  const asked = useDeferredValue(searchText(search.trim()));
  const found = useQuery(paletteKeysQuery(orgSlug, asked));
  const options: readonly KeyChoice[] = asked === "" ? offered : (found.data ?? []);
  return (
    <Command label="Search keys" shouldFilter={false}>
      <CommandInput placeholder="Name or key ID" maxLength={200} value={search} onValueChange={setSearch} />
      <Command.List
        {...(multiple && { "aria-multiselectable": true })}
        className="max-h-72 overflow-y-auto p-1"
      >
        <Command.Empty className="px-2 py-3 text-ink-muted text-sm">
          {keySearchWords(asked, found)}
        </Command.Empty>
        {options.map(({ id, name }) => (
          <CommandItem
            key={id}
            value={id}
            onSelect={() => onChoose({ id, name })}
            className="justify-between"
          >
            <span className="min-w-0">
              <span className="block truncate">{name}</span>
              <span className="block truncate font-mono text-ink-muted text-xs">{id}</span>
            </span>
            {chosenIds.includes(id) ? (
              <>
                <Check aria-hidden="true" className="text-accent-ink" />
                <span className="sr-only">chosen</span>
              </>
            ) : null}
          </CommandItem>
        ))}
      </Command.List>
    </Command>
  );
}
