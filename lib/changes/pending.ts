import type { Change } from "./change";

type Listener = (changes: readonly Change[]) => void;
type Shared = { pending: WeakMap<object, Change[]>; listeners: Set<Listener> };

// Next holds a copy of this module per bundle: a page's change must reach the edge of the same process.
const slot = Symbol.for("keyward.changes");
const holder = globalThis as { [slot]?: Shared };

function shared(): Shared {
  holder[slot] ??= { pending: new WeakMap(), listeners: new Set() };
  return holder[slot];
}

/** Begins to collect the changes recorded in `tx`. */
export function collectChanges(tx: object): readonly Change[] {
  const changes: Change[] = [];
  shared().pending.set(tx, changes);
  return changes;
}

/** The changes collected so far in `tx`; `undefined` when nobody collects. */
export function pendingChanges(tx: object): Change[] | undefined {
  return shared().pending.get(tx);
}

/** Hands committed changes to every feed of this process, at once. */
export function announceCommitted(changes: readonly Change[]): void {
  if (changes.length === 0) return;
  for (const listener of shared().listeners) listener(changes);
}

/** Listens to what this process commits. Returns the way to stop. */
export function onCommitted(listener: Listener): () => void {
  shared().listeners.add(listener);
  return () => shared().listeners.delete(listener);
}
