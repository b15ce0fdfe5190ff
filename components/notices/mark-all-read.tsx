"use client";

import { Button } from "@/components/ui/button";
import type { MarkRead } from "./mark-read";
import { useMarkRead } from "./use-mark-read";

type MarkAllReadProps = {
  /** When the page was made: what came later is not meant. ISO 8601. */
  until: string;
  markRead: MarkRead;
};

export function MarkAllRead({ until, markRead }: MarkAllReadProps) {
  const { pending, mark } = useMarkRead(markRead);
  return (
    <Button pending={pending} onClick={() => mark({ until })}>
      Mark all as read
    </Button>
  );
}
