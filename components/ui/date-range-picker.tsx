"use client";

import { format, isSameYear, parseISO } from "date-fns";
import { CalendarDays, Check } from "lucide-react";
import { useState } from "react";
import { Calendar } from "./calendar";
import { type IsoDate, type IsoRange, orderedRange, toIsoDate } from "./calendar-weeks";
import { cn } from "./cn";
import { controlClass } from "./control-class";
import { itemClass } from "./pop-class";
import { Popover, PopoverContent, PopoverTrigger } from "./popover";

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
  const [firstDay, setFirstDay] = useState<IsoDate>();
  const shown =
    "preset" in value ? presets.find((preset) => preset.id === value.preset)?.label : spell(value);
  const choose = (chosen: DateRangeValue) => {
    onValueChange(chosen);
    setOpen(false);
  };
  const range = firstDay ? { from: firstDay, to: firstDay } : "preset" in value ? undefined : value;
  const onOpenChange = (next: boolean) => {
    setFirstDay(undefined);
    setOpen(next);
  };
  const pick = (day: IsoDate) => (firstDay ? choose(orderedRange(firstDay, day)) : setFirstDay(day));
  return (
    <Popover open={open} onOpenChange={onOpenChange}>
      <PopoverTrigger asChild>
        <button
          type="button"
          className={cn(controlClass, "inline-flex h-8 items-center gap-2 text-left sm:w-auto", className)}
        >
          <CalendarDays aria-hidden="true" className="size-4 shrink-0 text-ink-muted" />
          <span className="sr-only">{label}: </span>
          <span className="truncate">{shown ?? "Choose dates"}</span>
        </button>
      </PopoverTrigger>
      <PopoverContent aria-label={label} className="flex flex-col p-0 sm:flex-row">
        <ul className="grid content-start border-b border-line p-1 sm:w-40 sm:border-r sm:border-b-0">
          {presets.map((preset) => {
            const chosen = "preset" in value && value.preset === preset.id;
            return (
              <li key={preset.id}>
                <button
                  type="button"
                  aria-pressed={chosen}
                  onClick={() => choose({ preset: preset.id })}
                  className={cn(
                    itemClass,
                    "w-full justify-between text-left hover:bg-hover focus-visible:-outline-offset-2",
                  )}
                >
                  {preset.label}
                  {chosen ? <Check aria-hidden="true" className="text-accent-ink" /> : null}
                </button>
              </li>
            );
          })}
        </ul>
        <div className="p-3">
          <Calendar
            start={range ? parseISO(range.to) : new Date()}
            range={range}
            min={min}
            max={max ?? toIsoDate(new Date())}
            onPick={pick}
          />
          <p aria-live="polite" className="pt-2 text-sm text-ink-muted">
            {firstDay
              ? `From ${format(parseISO(firstDay), "d MMM")}; choose the last day.`
              : "Choose the first day."}
          </p>
        </div>
      </PopoverContent>
    </Popover>
  );
}

function spell({ from, to }: IsoRange): string {
  const [first, last] = [parseISO(from), parseISO(to)];
  if (from === to) return format(first, "d MMM yyyy");
  return `${format(first, isSameYear(first, last) ? "d MMM" : "d MMM yyyy")} – ${format(last, "d MMM yyyy")}`;
}
