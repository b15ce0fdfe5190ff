"use client";

import { format, parseISO } from "date-fns";
import { Check } from "lucide-react";
import { useState } from "react";
import { Calendar } from "./calendar";
import { type IsoDate, orderedRange, toIsoDate } from "./calendar-weeks";
import { cn } from "./cn";
import type { DateRangeValue } from "./date-range-picker";
import { itemClass } from "./pop-class";

type DateRangePanelProps = {
  value: DateRangeValue;
  presets: readonly { id: string; label: string }[];
  min: IsoDate | undefined;
  max: IsoDate | undefined;
  onChoose: (value: DateRangeValue) => void;
};

/** Named ranges, and a calendar to choose two days from. */
export function DateRangePanel({ value, presets, min, max, onChoose }: DateRangePanelProps) {
  const [firstDay, setFirstDay] = useState<IsoDate>();
  const range = firstDay ? { from: firstDay, to: firstDay } : "preset" in value ? undefined : value;
  const pick = (day: IsoDate) => (firstDay ? onChoose(orderedRange(firstDay, day)) : setFirstDay(day));
  return (
    <>
      <ul className="grid content-start border-b border-line p-1 sm:w-40 sm:border-r sm:border-b-0">
        {presets.map((preset) => {
          const chosen = "preset" in value && value.preset === preset.id;
          return (
            <li key={preset.id}>
              <button
                type="button"
                aria-pressed={chosen}
                onClick={() => onChoose({ preset: preset.id })}
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
    </>
  );
}
