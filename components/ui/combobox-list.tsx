"use client";

import { Command } from "cmdk";
import { Check } from "lucide-react";
import type { ComboboxOption } from "./combobox";
import { CommandInput, CommandItem } from "./command-list";

type ComboboxListProps = {
  options: readonly ComboboxOption[];
  searchLabel: string;
  emptyText: string;
  multiple: boolean;
  isChosen: (value: string) => boolean;
  onChoose: (value: string) => void;
};

/** The open list of a combobox. */
export function ComboboxList({
  options,
  searchLabel,
  emptyText,
  multiple,
  isChosen,
  onChoose,
}: ComboboxListProps) {
  return (
    <Command label={searchLabel}>
      <CommandInput placeholder={searchLabel} />
      <Command.List aria-multiselectable={multiple || undefined} className="max-h-72 overflow-y-auto p-1">
        <Command.Empty className="px-2 py-3 text-sm text-ink-muted">{emptyText}</Command.Empty>
        {options.map((option) => (
          <CommandItem
            key={option.value}
            value={option.value}
            keywords={[option.label, ...(option.keywords ?? [])]}
            disabled={option.disabled ?? false}
            onSelect={() => onChoose(option.value)}
            className="justify-between"
          >
            <span className="min-w-0">
              {option.label}
              {option.help ? <span className="block text-sm text-ink-muted">{option.help}</span> : null}
            </span>
            {isChosen(option.value) ? (
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
