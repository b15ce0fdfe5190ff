"use client";

import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { useEffect } from "react";
import { Toaster as Sonner, toast } from "sonner";
import { type QueuedNotice, takeNotices } from "./notices-queue";
import { Spinner } from "./spinner";

const ICONS = {
  success: <CircleCheck className="size-4 text-ok" aria-hidden="true" />,
  error: <CircleAlert className="size-4 text-danger" aria-hidden="true" />,
  warning: <TriangleAlert className="size-4 text-warn" aria-hidden="true" />,
  info: <Info className="size-4 text-info" aria-hidden="true" />,
  loading: <Spinner />,
};

const SHOW = { done: toast.success, info: toast.info, failed: toast.error } as const;

function show({ kind, message, description, durationMs, onUndo }: QueuedNotice): void {
  SHOW[kind](message, {
    ...(description !== undefined && { description }),
    ...(durationMs !== undefined && { duration: durationMs }),
    ...(onUndo !== undefined && { action: { label: "Undo", onClick: onUndo } }),
  });
}

/** The notices that are shown. */
export function Toasts() {
  useEffect(() => takeNotices(show), []);
  return (
    <Sonner
      position="bottom-right"
      icons={ICONS}
      duration={6_000}
      containerAriaLabel="Notices"
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-(--width) items-center gap-2.5 rounded-lg bg-raised px-3.5 py-3 font-sans text-base text-ink shadow-pop",
          content: "min-w-0 flex-1",
          description: "text-sm text-ink-muted",
          actionButton:
            "shrink-0 rounded-md border border-line bg-surface px-2 py-1 text-sm font-medium hover:bg-hover",
          closeButton: "text-ink-muted",
        },
      }}
    />
  );
}
