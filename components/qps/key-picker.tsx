"use client";

import { useState } from "react";
import type { KeyChoice } from "@/components/frame/key-search";
import { keySearchPart } from "@/components/frame/key-search-part";
import { KeySearchTrigger } from "@/components/frame/key-search-trigger";
import { useFieldLabelId, useFieldWiring } from "@/components/ui/field-context";
import { Popover, PopoverContent } from "@/components/ui/popover";

type KeyPickerProps = {
  orgSlug: string;
  value: KeyChoice | null;
  onValueChange: (key: KeyChoice) => void;
  /** Offered before anything is typed: the keys used last. */
  recent: readonly KeyChoice[];
};

/** Chooses one of any number of keys, inside a `Field`. */
export function KeyPicker({ orgSlug, value, onValueChange, recent }: KeyPickerProps) {
  const { required: _, "aria-required": __, ...wiring } = useFieldWiring();
  const labelId = useFieldLabelId();
  const [open, setOpen] = useState(false);
  const part = keySearchPart.use(open);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <KeySearchTrigger
        onIntent={keySearchPart.load}
        isEmpty={value === null}
        aria-labelledby={labelId && wiring.id ? `${labelId} ${wiring.id}` : undefined}
        {...wiring}
      >
        {value?.name ?? "Choose a key"}
      </KeySearchTrigger>
      {part === null ? null : (
        <PopoverContent aria-label="Search keys" className="w-80 max-w-[calc(100vw-1rem)] p-0">
          <part.KeySearch
            orgSlug={orgSlug}
            offered={recent}
            chosenIds={value === null ? [] : [value.id]}
            onChoose={(key) => {
              onValueChange(key);
              setOpen(false);
            }}
          />
        </PopoverContent>
      )}
    </Popover>
  );
}
