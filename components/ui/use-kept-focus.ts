"use client";

import { type RefObject, useEffect, useRef } from "react";

/**
 * Keeps the place of somebody who goes by keyboard: where a button that was pressed goes away with the state it belonged to, the
 * focus comes to rest at the box around it.
 *
 * @param state Another one each time the box holds something else.
 * @returns Goes to the box, which needs `tabIndex={-1}`.
 */
export function useKeptFocus<Box extends HTMLElement>(state: string): RefObject<Box | null> {
  const box = useRef<Box>(null);
  const before = useRef(state);
  useEffect(() => {
    if (before.current === state) return;
    before.current = state;
    // Somebody else's change must not take the focus from where it is.
    if (document.activeElement === document.body) box.current?.focus({ preventScroll: true });
  }, [state]);
  return box;
}
