"use client";

import { useLayoutEffect, useSyncExternalStore } from "react";

const NONE: ReadonlyMap<string, string> = new Map();

/** What pages of this tab have called the things whose IDs stand in their paths. The server knows of none: see `TrailName`. */
let names = NONE;
const listeners = new Set<() => void>();

/** Tells the breadcrumb, which is drawn before the page below it is read, what the thing with this ID is called. */
export function TrailName({ id, name }: { id: string; name: string }) {
  useLayoutEffect(() => {
    if (names.get(id) === name) return;
    names = new Map(names).set(id, name);
    for (const tell of listeners) tell();
  }, [id, name]);
  return null;
}

/** Names by ID, as far as a page has told them. */
export function useTrailNames(): ReadonlyMap<string, string> {
  return useSyncExternalStore(
    subscribe,
    () => names,
    () => NONE,
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
