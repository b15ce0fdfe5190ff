"use client";

import { useEffect, useRef, useState } from "react";
import { copyText } from "./copy-text";

export type CopyState =
  | { phase: "idle" }
  | { phase: "fetching" }
  | { phase: "copied" }
  | { phase: "failed"; reason: string };

const SHOWN_MS = 2_500;

/** Copies on request and tells for a moment how it went. `source` runs only then, so a secret is not fetched before. */
export function useCopy(source: () => string | Promise<string>): [CopyState, () => Promise<void>] {
  const [state, setState] = useState<CopyState>({ phase: "idle" });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async () => {
    if (state.phase === "fetching") return;
    clearTimeout(timer.current);
    try {
      const text = source();
      if (typeof text !== "string") setState({ phase: "fetching" });
      await copyText(text);
      setState({ phase: "copied" });
    } catch (error) {
      setState({ phase: "failed", reason: error instanceof Error ? error.message : "Copying failed." });
    }
    timer.current = setTimeout(() => setState({ phase: "idle" }), SHOWN_MS);
  };
  return [state, copy];
}
