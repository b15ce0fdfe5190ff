"use client";

import { useRef } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { BULK_BAR_ID, type KeySelection } from "./keys-selection";

type KeysSelectBoxProps = { keyId: string; name: string; selection: KeySelection };

const HINT_ID = "key-select-hint";

/** How a keyboard selects; once on the page, read out with each box. */
export function KeysSelectHint() {
  return (
    <p id={HINT_ID} className="sr-only">
      Space selects, with Shift everything up to here. Enter goes to the actions, Escape clears the selection.
    </p>
  );
}

/**
 * Chooses one key; with Shift held, by mouse or by Space, also those between it and the one before. Enter leads to what can be
 * done to the chosen keys.
 */
export function KeysSelectBox({ keyId, name, selection }: KeysSelectBoxProps) {
  const isShiftHeld = useRef(false);
  return (
    <Checkbox
      aria-label={`Select ${name}`}
      checked={selection.ids.has(keyId)}
      onPointerDown={(event) => {
        isShiftHeld.current = event.shiftKey;
      }}
      aria-describedby={HINT_ID}
      onKeyDown={(event) => {
        isShiftHeld.current = event.shiftKey;
        if (event.key === "Enter") document.getElementById(BULK_BAR_ID)?.focus();
        if (event.key === "Escape") selection.clear();
      }}
      onCheckedChange={(checked) => selection.toggle(keyId, checked === true, isShiftHeld.current)}
    />
  );
}

type KeysSelectPageProps = { pageIds: readonly string[]; selection: KeySelection };

/** Chooses every key of the page, or none of it. */
export function KeysSelectPage({ pageIds, selection }: KeysSelectPageProps) {
  const count = pageIds.filter((id) => selection.ids.has(id)).length;
  const isAll = count === pageIds.length;
  return (
    <Checkbox
      aria-label="Select all keys of this page"
      checked={isAll ? true : count > 0 ? "indeterminate" : false}
      onCheckedChange={() => selection.setMany(pageIds, !isAll)}
    />
  );
}
