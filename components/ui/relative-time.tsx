"use client";

import { cn } from "./cn";
import { formatAbsolute, formatRelative } from "./format-time";
import { Tooltip } from "./tooltip";
import { useNow } from "./use-now";

type RelativeTimeProps = {
  /** ISO 8601. Nothing reads as `never`, because a dash could be an error. */
  at: string | null | undefined;
  never?: string;
  /** It has happened: never "in 9 s", whatever the clocks of server and reader and the last tick of this page say. */
  isPast?: boolean;
  className?: string;
};

/** `3 min ago`, and the exact time in the reader's own zone on hover and focus. */
export function RelativeTime({ at, never = "never", isPast = false, className }: RelativeTimeProps) {
  const now = useNow();
  if (!at) return <span className={cn("text-ink-muted", className)}>{never}</span>;
  const atMs = Date.parse(at);
  return (
    <Tooltip content={<Absolute atMs={atMs} />}>
      <time
        dateTime={at}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the exact time is for keyboards too.
        tabIndex={0}
        // The server's clock and the reader's may differ by a second.
        suppressHydrationWarning
        className={cn("rounded-xs whitespace-nowrap", className)}
      >
        {formatRelative(atMs, isPast ? Math.max(atMs, now) : now)}
      </time>
    </Tooltip>
  );
}

/** Rendered only once the tooltip opens, hence always in the browser's zone. */
function Absolute({ atMs }: { atMs: number }) {
  return formatAbsolute(atMs);
}
