"use client";

import { formatAbsolute, formatRelative } from "@/components/ui/format-time";
import { useNow } from "@/components/ui/use-now";

/** When an entry was left. Not focusable: it stands in what opens the entry, which shows the exact time. */
export function EntryTime({ at, exact = false }: { at: string; exact?: boolean }) {
  const now = useNow();
  const atMs = Date.parse(at);
  return (
    // The server's clock and zone may differ from the reader's.
    <time dateTime={at} suppressHydrationWarning className="whitespace-nowrap">
      {exact ? formatAbsolute(atMs) : formatRelative(atMs, Math.max(atMs, now))}
    </time>
  );
}
