import {
  eachDayOfInterval,
  endOfMonth,
  endOfWeek,
  formatISO,
  parseISO,
  startOfMonth,
  startOfWeek,
} from "date-fns";

/** A calendar date without a time or zone: `2026-03-12`. */
export type IsoDate = string;

export function toIsoDate(date: Date): IsoDate {
  return formatISO(date, { representation: "date" });
}

/** The weeks, Monday first, that show the whole month of `date`, filled up with its neighbours' days. */
export function weeksOfMonth(date: Date): Date[][] {
  const days = eachDayOfInterval({
    start: startOfWeek(startOfMonth(date), { weekStartsOn: 1 }),
    end: endOfWeek(endOfMonth(date), { weekStartsOn: 1 }),
  });
  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
}

export type IsoRange = { from: IsoDate; to: IsoDate };

/** Both dates, the earlier first. ISO dates sort as text. */
export function orderedRange(one: IsoDate, other: IsoDate): IsoRange {
  return one <= other ? { from: one, to: other } : { from: other, to: one };
}

/** Keeps a date inside the bounds. */
export function clampDate(date: Date, min: IsoDate | undefined, max: IsoDate | undefined): Date {
  const iso = toIsoDate(date);
  if (min !== undefined && iso < min) return parseISO(min);
  if (max !== undefined && iso > max) return parseISO(max);
  return date;
}
