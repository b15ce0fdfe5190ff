"use client";

import { addDays, addMonths, endOfWeek, format, isSameMonth, startOfWeek } from "date-fns";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { clampDate, type IsoDate, type IsoRange, toIsoDate, weeksOfMonth } from "./calendar-weeks";
import { cn } from "./cn";
import { IconButton } from "./icon-button";

type CalendarProps = {
  /** The day the keyboard starts on. */
  start: Date;
  range: IsoRange | undefined;
  min?: IsoDate | undefined;
  max?: IsoDate | undefined;
  onPick: (day: IsoDate) => void;
};

const MONDAY = { weekStartsOn: 1 } as const;

/** One month. Arrows move by day and week, Page Up and Down by month, Home and End within the week. */
export function Calendar({ start, range, min, max, onPick }: CalendarProps) {
  const [active, setActive] = useState(() => clampDate(start, min, max));
  const byKeyboard = useRef(false);
  const activeCell = useRef<HTMLButtonElement>(null);
  const activeIso = toIsoDate(active);
  // Follows the roving day with the focus, but does not take it when the month was turned with a button.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the day changes.
  useEffect(() => {
    if (byKeyboard.current) activeCell.current?.focus();
    byKeyboard.current = false;
  }, [activeIso]);
  const turn = (months: number) => setActive(clampDate(addMonths(active, months), min, max));
  const onKeyDown = (event: KeyboardEvent) => {
    const target = moved(active, event.key);
    if (!target) return;
    event.preventDefault();
    byKeyboard.current = true;
    setActive(clampDate(target, min, max));
  };
  const weeks = weeksOfMonth(active);
  return (
    <div>
      <div className="flex items-center justify-between pb-2">
        <IconButton
          icon={ChevronLeft}
          label="Previous month"
          size="sm"
          tooltip={false}
          onClick={() => turn(-1)}
        />
        <p aria-live="polite" className="font-medium">
          {format(active, "MMMM yyyy")}
        </p>
        <IconButton
          icon={ChevronRight}
          label="Next month"
          size="sm"
          tooltip={false}
          onClick={() => turn(1)}
        />
      </div>
      <table onKeyDown={onKeyDown} className="border-separate border-spacing-y-0.5 text-sm">
        <thead>
          <tr>
            {weeks[0]?.map((day) => (
              <th
                key={day.getDay()}
                scope="col"
                abbr={format(day, "EEEE")}
                className="h-7 w-8 text-xs font-normal text-ink-muted"
              >
                {format(day, "EEEEEE")}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={toIsoDate(week[0] ?? active)}>
              {week.map((day) => {
                const iso = toIsoDate(day);
                const edge = range?.from === iso || range?.to === iso;
                const inside = range !== undefined && range.from <= iso && iso <= range.to;
                const outside = (min !== undefined && iso < min) || (max !== undefined && iso > max);
                return (
                  <td
                    key={iso}
                    className={cn(
                      "p-0",
                      inside && "bg-accent-soft",
                      range?.from === iso && "rounded-l-md",
                      range?.to === iso && "rounded-r-md",
                    )}
                  >
                    <button
                      type="button"
                      ref={iso === activeIso ? activeCell : null}
                      tabIndex={iso === activeIso ? 0 : -1}
                      disabled={outside}
                      aria-label={format(day, "EEEE d MMMM yyyy")}
                      aria-pressed={inside}
                      onClick={() => {
                        setActive(day);
                        onPick(iso);
                      }}
                      className={cn(
                        "grid size-8 place-items-center rounded-md transition-colors hover:bg-hover disabled:pointer-events-none disabled:opacity-40",
                        !isSameMonth(day, active) && "text-ink-faint",
                        edge && "bg-accent-fill text-on-accent hover:bg-accent-fill-hover",
                      )}
                    >
                      {day.getDate()}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function moved(from: Date, key: string): Date | undefined {
  switch (key) {
    case "ArrowLeft":
      return addDays(from, -1);
    case "ArrowRight":
      return addDays(from, 1);
    case "ArrowUp":
      return addDays(from, -7);
    case "ArrowDown":
      return addDays(from, 7);
    case "PageUp":
      return addMonths(from, -1);
    case "PageDown":
      return addMonths(from, 1);
    case "Home":
      return startOfWeek(from, MONDAY);
    case "End":
      return endOfWeek(from, MONDAY);
    default:
      return undefined;
  }
}
