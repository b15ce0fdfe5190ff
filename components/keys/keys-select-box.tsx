"use client";

import { useRef } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import type { KeySelection } from "./keys-selection";

type KeysSelectBoxProps = { keyId: string; name: string; selection: KeySelection };

/** Chooses one key; with Shift held, by mouse or by Space, also those between it and the one before. */
export function KeysSelectBox({ keyId, name, selection }: KeysSelectBoxProps) {
  const isShiftHeld = useRef(false);
  return (
    <Checkbox
      aria-label={`Select ${name}`}
      checked={selection.ids.has(keyId)}
      onPointerDown={(event) => {
        isShiftHeld.current = event.shiftKey;
      }}
      onKeyDown={(event) => {
        isShiftHeld.current = event.shiftKey;
      }}
      onCheckedChange={(checked) => selection.toggle(keyId, checked === true, isShiftHeld.current)}
    />
  );
}

type KeysSelectPageProps = { pageIds: readonly string[]; selection: KeySelection; label?: string };

/** Chooses every key of the page, or none of it. */
export function KeysSelectPage({ pageIds, selection, label }: KeysSelectPageProps) {
  const count = pageIds.filter((id) => selection.ids.has(id)).length;
  const isAll = count === pageIds.length;
  return (
    <Checkbox
      {...(label === undefined ? { "aria-label": "Select all keys of this page" } : { label })}
      checked={isAll ? true : count > 0 ? "indeterminate" : false}
      onCheckedChange={() => selection.setMany(pageIds, !isAll)}
    />
  );
}
