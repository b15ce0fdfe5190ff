"use client";

import { useEffect, useReducer, useState } from "react";
import type { LoggedRequest } from "@/lib/usage/request-schemas";
import { readFailure } from "../usage-error";
import { readEvents } from "./read-events";

/** Rows that stay on the page. */
export const TAIL_SHOWN = 500;
const AGAIN_MS = 2_000;

export type TailState = {
  status: "connecting" | "open" | "ended" | "signed_out" | "failed";
  /** The latest first. */
  requests: readonly LoggedRequest[];
  /** Calls so far, those that are not shown any more included. */
  seen: number;
  /** Calls that came faster than they are handed on. */
  missed: number;
  /** Why it failed, in words. */
  message: string | null;
};

type Change =
  | { type: "status"; status: TailState["status"]; message?: string }
  | { type: "calls"; requests: readonly LoggedRequest[]; missed: number }
  | { type: "clear" };

const NOTHING: TailState = { status: "connecting", requests: [], seen: 0, missed: 0, message: null };

function apply(state: TailState, change: Change): TailState {
  if (change.type === "clear") return { ...NOTHING, status: state.status };
  if (change.type === "status") return { ...state, status: change.status, message: change.message ?? null };
  const { requests, missed } = change;
  return {
    ...state,
    requests: [...requests, ...state.requests].slice(0, TAIL_SHOWN),
    seen: state.seen + requests.length + missed,
    missed: state.missed + missed,
  };
}

/** An organization's calls as they come, for as long as the page is open; connects again by itself after a fault of the network. */
export function useTail(
  orgSlug: string,
  filter: string,
): [TailState, { clear: () => void; again: () => void }] {
  const [state, change] = useReducer(apply, NOTHING);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt begins anew.
  useEffect(() => {
    const stop = new AbortController();
    void follow(`/api/internal/usage/${encodeURIComponent(orgSlug)}/tail?${filter}`, stop.signal, change);
    return () => stop.abort();
  }, [orgSlug, filter, attempt]);
  return [state, { clear: () => change({ type: "clear" }), again: () => setAttempt((count) => count + 1) }];
}

async function follow(path: string, signal: AbortSignal, change: (change: Change) => void): Promise<void> {
  while (!signal.aborted) {
    change({ type: "status", status: "connecting" });
    try {
      const response = await fetch(path, { signal, headers: { accept: "text/event-stream" } });
      if (!response.ok || response.body === null) {
        const { message } = await readFailure(response);
        return change({ type: "status", status: "failed", message });
      }
      for await (const event of readEvents(response.body)) {
        if (signal.aborted) return;
        if (event.type === "open") change({ type: "status", status: "open" });
        if (event.type === "calls") change(event);
        if (event.type === "end" && event.reason === "time")
          return change({ type: "status", status: "ended" });
        if (event.type === "end" && event.reason === "signed_out")
          return change({ type: "status", status: "signed_out" });
      }
    } catch {
      // The network, or a server that is being replaced: it is tried again.
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}
