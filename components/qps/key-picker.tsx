"use client";

import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Check, ChevronsUpDown } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { keySearchWords, paletteKeysQuery } from "@/components/frame/palette-keys";
import { cn } from "@/components/ui/cn";
import { CommandInput, CommandItem } from "@/components/ui/command-list";
import { controlClass } from "@/components/ui/control-class";
import { useFieldLabelId, useFieldWiring } from "@/components/ui/field-context";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { SearchText } from "@/lib/keys/schemas";

export type KeyChoice = { id: string; name: string };

type KeyPickerProps = {
  orgSlug: string;
  value: KeyChoice | null;
  onValueChange: (key: KeyChoice) => void;
  /** Offered before anything is typed. */
  recent: readonly KeyChoice[];
};

/** Chooses one of any number of keys: the ones used last at once, the others by search on the server. */
export function KeyPicker({ orgSlug, value, onValueChange, recent }: KeyPickerProps) {
  const { required: _, "aria-required": __, ...wiring } = useFieldWiring();
  const labelId = useFieldLabelId();
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState("");
  const asked = useDeferredValue(SearchText.parse(search.trim()));
  const found = useQuery(paletteKeysQuery(orgSlug, asked));
  const options: readonly KeyChoice[] = asked === "" ? recent : (found.data ?? []);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger
        type="button"
        aria-labelledby={labelId && wiring.id ? `${labelId} ${wiring.id}` : undefined}
        className={cn(controlClass, "flex h-8 items-center justify-between gap-2 text-left")}
        {...wiring}
      >
        <span className={cn("truncate", value === null && "text-ink-faint")}>
          {value?.name ?? "Choose a key"}
        </span>
        <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
      </PopoverTrigger>
      <PopoverContent aria-label="Search keys" className="w-80 max-w-[calc(100vw-1rem)] p-0">
        <Command label="Search keys" shouldFilter={false}>
          <CommandInput
            placeholder="Name or key ID"
            maxLength={200}
            value={search}
            onValueChange={setSearch}
          />
          <Command.List className="max-h-72 overflow-y-auto p-1">
            <Command.Empty className="px-2 py-3 text-ink-muted text-sm">
              {keySearchWords(asked, found)}
            </Command.Empty>
            {options.map(({ id, name }) => (
              <CommandItem
                key={id}
                value={id}
                onSelect={() => {
                  onValueChange({ id, name });
                  setOpen(false);
                }}
                className="justify-between"
              >
                <span className="min-w-0">
                  <span className="block truncate">{name}</span>
                  <span className="block truncate font-mono text-ink-muted text-xs">{id}</span>
                </span>
                {id === value?.id ? (
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
