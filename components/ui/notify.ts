"use client";

import { toast } from "sonner";

type FailureLike = { message: string; requestId?: string };

/** Brief notices at the edge of the screen. What a person must not miss belongs on the page instead. */
export const notify = {
  done(message: string) {
    toast.success(message);
  },
  info(message: string, description?: string) {
    toast.info(message, description === undefined ? {} : { description });
  },
  /** A thing was done that can be taken back for a while. */
  undoable(message: string, onUndo: () => void) {
    toast.success(message, { duration: 10_000, action: { label: "Undo", onClick: onUndo } });
  },
  /** Takes an action's `error` as it is; carries the request ID for support. */
  failed({ message, requestId }: FailureLike) {
    toast.error(message, {
      duration: 15_000,
      ...(requestId && { description: `Request ID ${requestId}` }),
    });
  },
};
