"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { ActionResult } from "@/lib/actions/result";
import type { DeleteKeyInput, KeyRef } from "@/lib/keys/schemas";

/** What can be done to a key from a page; the page hands in its server actions. */
export type KeyActions = {
  copySecret: (orgSlug: string, input: KeyRef) => Promise<ActionResult<{ secret: string }>>;
  recordIdCopy: (orgSlug: string, input: KeyRef) => Promise<ActionResult<null>>;
  deleteKey: (orgSlug: string, input: DeleteKeyInput) => Promise<ActionResult<null>>;
};

type Value = { orgSlug: string; actions: KeyActions };

const KeyActionsContext = createContext<Value | null>(null);

export function KeyActionsProvider({ orgSlug, actions, children }: Value & { children: ReactNode }) {
  return <KeyActionsContext value={{ orgSlug, actions }}>{children}</KeyActionsContext>;
}

export function useKeyActions(): Value {
  const value = useContext(KeyActionsContext);
  if (value === null) throw new Error("useKeyActions needs a KeyActionsProvider above it.");
  return value;
}
