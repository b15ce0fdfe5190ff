"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import { allSteppingUp } from "@/components/accounts/step-up/ask-for-proof";
import type { ActionResult } from "@/lib/actions/result";
import type {
  CancelRotationInput,
  DisableKeyInput,
  EnableKeyInput,
  ExtendRotationInput,
  FinishRotationInput,
  RenameKeyInput,
  RotateKeyInput,
} from "@/lib/keys/life-schemas";
import type { DeleteKeyInput, KeyRef } from "@/lib/keys/schemas";

type KeyAction<Input, Data = null> = (orgSlug: string, input: Input) => Promise<ActionResult<Data>>;

/** What can be done to a key from a page; the page hands in its server actions. */
export type KeyActions = {
  copySecret: KeyAction<KeyRef, { secret: string }>;
  recordIdCopy: KeyAction<KeyRef>;
  deleteKey: KeyAction<DeleteKeyInput>;
  restoreKey: KeyAction<KeyRef>;
  renameKey: KeyAction<RenameKeyInput>;
  disableKey: KeyAction<DisableKeyInput>;
  enableKey: KeyAction<EnableKeyInput>;
  rotateKey: KeyAction<RotateKeyInput, { secret: string; endsAt: string | null }>;
  finishRotation: KeyAction<FinishRotationInput>;
  extendRotation: KeyAction<ExtendRotationInput>;
  cancelRotation: KeyAction<CancelRotationInput>;
};

type Value = {
  orgSlug: string;
  /** Hours for which an old secret can work on after a rotation, at most. */
  overlapCapHours: number;
  /** Another QPS can be asked for: the organization is an enterprise. */
  offersQps: boolean;
  actions: KeyActions;
};

const KeyActionsContext = createContext<Value | null>(null);

export function KeyActionsProvider({ children, actions, ...rest }: Value & { children: ReactNode }) {
  const value = { ...rest, actions: useMemo(() => allSteppingUp(actions), [actions]) };
  return <KeyActionsContext value={value}>{children}</KeyActionsContext>;
}

export function useKeyActions(): Value {
  const value = useContext(KeyActionsContext);
  if (value === null) throw new Error("useKeyActions needs a KeyActionsProvider above it.");
  return value;
}
