"use client";

import { cn } from "@/components/ui/cn";
import { formatAbsolute, formatRelative } from "@/components/ui/format-time";
import { Tooltip } from "@/components/ui/tooltip";
import { useNow } from "@/components/ui/use-now";
import { useTimeZone } from "@/components/usage/use-time-zone";

const shortFormats = new Map<string, Intl.DateTimeFormat>();

/** A day and minute on the reader's clock, `24 Nov 2026, 09:00`; how far away on hover and focus. */
export function DayTime({ at, className }: { at: string; className?: string }) {
  const zone = useTimeZone(null);
  const atMs = Date.parse(at);
  return (
    <Tooltip content={<Exactly atMs={atMs} />}>
      <time
        dateTime={at}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the exact time is for keyboards too.
        tabIndex={0}
        className={cn("rounded-xs whitespace-nowrap", className)}
      >
        {shortFormat(zone ?? "UTC").format(atMs)}
        {zone === null ? " UTC" : ""}
      </time>
    </Tooltip>
  );
}

/** Rendered only once the tooltip opens, hence always in the browser's zone. */
function Exactly({ atMs }: { atMs: number }) {
  return `${formatRelative(atMs, useNow())}: ${formatAbsolute(atMs)}`;
}

function shortFormat(timeZone: string): Intl.DateTimeFormat {
  const known = shortFormats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  });
  shortFormats.set(timeZone, made);
  return made;
}
