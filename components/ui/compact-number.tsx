"use client";

import { cn } from "./cn";
import { formatCompact, formatExact } from "./format-number";
import { Tooltip } from "./tooltip";

type CompactNumberProps = { value: number /** "requests", "QPS" */; unit?: string; className?: string };

/** `12.4K requests`, and the exact number on hover and focus when the short form hides something. */
export function CompactNumber({ value, unit, className }: CompactNumberProps) {
  const short = formatCompact(value);
  const whole = formatExact(value);
  const suffix = unit ? <span className="text-ink-muted"> {unit}</span> : null;
  if (short === whole) {
    return (
      <span className={cn("whitespace-nowrap", className)}>
        {short}
        {suffix}
      </span>
    );
  }
  return (
    <Tooltip content={unit ? `${whole} ${unit}` : whole}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the exact number is for keyboards too. */}
      <span tabIndex={0} className={cn("rounded-xs whitespace-nowrap", className)}>
        {short}
        {suffix}
      </span>
    </Tooltip>
  );
}
