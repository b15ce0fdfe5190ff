"use client";

import * as Radix from "radix-ui/radio-group";
import { cn } from "./cn";

type SegmentedProps<Value extends string> = {
  options: readonly { value: Value; label: string }[];
  value: Value;
  onValueChange: (value: Value) => void;
  "aria-label": string;
  disabled?: boolean;
  className?: string;
};

/** One of two to four short words, side by side. */
export function Segmented<Value extends string>({
  options,
  onValueChange,
  className,
  ...rest
}: SegmentedProps<Value>) {
  return (
    <Radix.Root
      orientation="horizontal"
      onValueChange={(value) => onValueChange(value as Value)}
      className={cn("inline-flex rounded-md border border-line bg-sunken p-0.5", className)}
      {...rest}
    >
      {options.map(({ value, label }) => (
        <Radix.Item
          key={value}
          value={value}
          className={cn(
            "touch-area h-6.5 rounded-sm px-2.5 text-sm text-ink-muted transition-colors hover:text-ink disabled:opacity-50",
            "data-[state=checked]:bg-surface data-[state=checked]:font-medium data-[state=checked]:text-ink data-[state=checked]:shadow-lift data-[state=checked]:outline data-[state=checked]:outline-line-strong",
          )}
        >
          {label}
        </Radix.Item>
      ))}
    </Radix.Root>
  );
}
