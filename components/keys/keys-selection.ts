"use client";

import { useCallback, useRef, useState } from "react";

/** Where Enter on a box of the list leads. */
export const BULK_BAR_ID = "bulk-actions";

/** Keys somebody has chosen to do something to, on this page of the list and on others. */
export type KeySelection = {
  ids: ReadonlySet<string>;
  /** Chooses or leaves a key; with `extend` also every one between it and the one touched last, as in a file list. */
  toggle: (keyId: string, isChosen: boolean, extend: boolean) => void;
  /** Chooses or leaves several at once. */
  setMany: (keyIds: readonly string[], isChosen: boolean) => void;
  clear: () => void;
};

/** The selection of a list whose present page shows `pageIds`, in that order. */
export function useKeySelection(pageIds: readonly string[]): KeySelection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | null>(null);
  const setMany = useCallback((keyIds: readonly string[], isChosen: boolean) => {
    setIds((before) => {
      const after = new Set(before);
      for (const id of keyIds) {
        if (isChosen) after.add(id);
        else after.delete(id);
      }
      return after;
    });
  }, []);
  const toggle = (keyId: string, isChosen: boolean, extend: boolean) => {
    setMany(extend ? between(pageIds, last.current, keyId) : [keyId], isChosen);
    last.current = keyId;
  };
  return { ids, toggle, setMany, clear: useCallback(() => setIds(new Set()), []) };
}

/** The IDs from `from` to `to`, both included, whichever comes first; `to` alone when `from` is not on the page. */
export function between(pageIds: readonly string[], from: string | null, to: string): readonly string[] {
  const [a, b] = [from === null ? -1 : pageIds.indexOf(from), pageIds.indexOf(to)];
  return a === -1 || b === -1 ? [to] : pageIds.slice(Math.min(a, b), Math.max(a, b) + 1);
}
