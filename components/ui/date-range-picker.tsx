"use client";

import { CalendarDays } from "lucide-react";
import { useState } from "react";
import type { IsoDate, IsoRange } from "./calendar-weeks";
import { cn } from "./cn";
import { controlClass } from "./control-class";
import { formatDays } from "./format-days";
import { lazyPart } from "./lazy-part";
import { Popover, PopoverContent, PopoverTrigger } from "./popover";

// The calendar comes when somebody is about to open it.
const panel = lazyPart(() => import("./date-range-panel"));

/** A named, moving range ("Last 7 days"), or two calendar dates of the reader's zone, both included. */
export type DateRangeValue = { preset: string } | IsoRange;

type DateRangePickerProps = {
  value: DateRangeValue;
  onValueChange: (value: DateRangeValue) => void;
  presets: readonly { id: string; label: string }[];
  min?: IsoDate;
  max?: IsoDate;
  /** "Date range" unless the page has several. */
  label?: string;
  className?: string;
};

export function DateRangePicker({
  value,
  onValueChange,
  presets,
  min,
  max,
  label = "Date range",
  className,
}: DateRangePickerProps) {
  const [open, setOpen] = useState(false);
  const part = panel.use(open);
  const shown =
    "preset" in value ? presets.find((preset) => preset.id === value.preset)?.label : formatDays(value);
  const choose = (chosen: DateRangeValue) => {
    onValueChange(chosen);
    setOpen(false);
  };
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild onIntent={panel.load}>
        <button
          type="button"
          className={cn(controlClass, "inline-flex h-8 items-center gap-2 text-left sm:w-auto", className)}
        >
          <CalendarDays aria-hidden="true" className="size-4 shrink-0 text-ink-muted" />
          <span className="sr-only">{label}: </span>
          <span className="truncate">{shown ?? "Choose dates"}</span>
        </button>
      </PopoverTrigger>
      {part === null ? null : (
        <PopoverContent aria-label={label} className="flex flex-col p-0 sm:flex-row">
          <part.DateRangePanel value={value} presets={presets} min={min} max={max} onChoose={choose} />
        </PopoverContent>
      )}
    </Popover>
  );
}
