"use client";

import { cn } from "@/components/ui/cn";
import { formatAbsolute, formatRelative } from "@/components/ui/format-time";
import { Tooltip } from "@/components/ui/tooltip";
import { useNow } from "@/components/ui/use-now";

type AnswerClockProps = {
  /** When an answer is promised by, ISO 8601; `null`: none is owed. */
  dueAt: string | null;
  /** A question is open: the clock waits. */
  isWaiting: boolean;
  className?: string;
};

const SOON_MS = 4 * 3_600_000;

/** How long is left for an answer that is owed. */
export function AnswerClock({ dueAt, isWaiting, className }: AnswerClockProps) {
  const now = useNow();
  if (isWaiting) return <span className={cn("text-ink-muted", className)}>Waits for the answer</span>;
  if (dueAt === null) return <span className={cn("text-ink-muted", className)}>Nothing due</span>;
  const dueMs = Date.parse(dueAt);
  const left = dueMs - now;
  return (
    <Tooltip content={<Exactly atMs={dueMs} />}>
      <time
        dateTime={dueAt}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the exact time is for keyboards too.
        tabIndex={0}
        // The server's clock and the reader's may differ by a second.
        suppressHydrationWarning
        className={cn(
          "rounded-xs whitespace-nowrap",
          left <= 0 && "font-medium text-danger-ink",
          left > 0 && left < SOON_MS && "text-warn-ink",
          className,
        )}
      >
        {left <= 0 ? `Was due ${formatRelative(dueMs, now)}` : `Due ${formatRelative(dueMs, now)}`}
      </time>
    </Tooltip>
  );
}

/** Rendered only once the tooltip opens, hence always in the browser's zone. */
function Exactly({ atMs }: { atMs: number }) {
  return formatAbsolute(atMs);
}
