"use client";

import { queueNotice } from "./notices-queue";

type FailureLike = { message: string; requestId?: string };

/** Brief notices at the edge of the screen. What a person must not miss belongs on the page instead. */
export const notify = {
  done(message: string) {
    queueNotice({ kind: "done", message });
  },
  info(message: string, description?: string) {
    queueNotice({ kind: "info", message, ...(description !== undefined && { description }) });
  },
  /** A thing was done that can be taken back for a while. */
  undoable(message: string, onUndo: () => void) {
    queueNotice({ kind: "done", message, durationMs: 10_000, onUndo });
  },
  /** Takes an action's `error` as it is; carries the request ID for support. */
  failed({ message, requestId }: FailureLike) {
    queueNotice({
      kind: "failed",
      message,
      durationMs: 15_000,
      ...(requestId && { description: `Request ID ${requestId}` }),
    });
  },
};
