"use client";

import { useSyncExternalStore } from "react";

const TICK_MS = 15_000;
const listeners = new Set<() => void>();
let nowMs = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for the whole page, however many times are shown on it. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    nowMs = Date.now();
    for (const tell of listeners) tell();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time in Unix milliseconds, renewed every 15 s. While the server renders, its own clock. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, currentMs, Date.now);
}

function currentMs(): number {
  // Without a running timer the kept value may be old; a fresh one is stable until the first tick.
  if (timer === undefined && Date.now() - nowMs > TICK_MS) nowMs = Date.now();
  return nowMs;
}
