import { DAY_MS, HOUR_MS, MINUTE_MS } from "./units";

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** What the clocks of the zone show at `atMs`, as the Unix time at which UTC shows the same. Whole seconds. */
function wallClock(timeZone: string, atMs: number): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
}

function offsetAt(timeZone: string, atMs: number): number {
  return wallClock(timeZone, atMs) - Math.floor(atMs / 1000) * 1000;
}

/**
 * The first instant of a calendar day in the zone, as Unix milliseconds.
 *
 * Where clocks skip midnight, that is the instant they skip to; where midnight comes twice, the first one.
 * @param dayMs The day as midnight UTC.
 */
export function startOfDate(timeZone: string, dayMs: number): number {
  const offsets = [-DAY_MS, 0, DAY_MS].map((shift) => offsetAt(timeZone, dayMs + shift));
  const candidates = offsets.map((offset) => dayMs - offset).sort((a, b) => a - b);
  const midnight = candidates.find((at) => wallClock(timeZone, at) === dayMs);
  if (midnight !== undefined) return midnight;
  // No such midnight: the day begins where the clocks jump, between the earliest and the latest guess.
  let [before = dayMs, after = dayMs] = [candidates[0], candidates.at(-1)];
  while (after - before > MINUTE_MS) {
    const middle = Math.floor((before + after) / 2 / MINUTE_MS) * MINUTE_MS;
    if (wallClock(timeZone, middle) < dayMs) before = middle;
    else after = middle;
  }
  return after;
}

/** The calendar day of `atMs` in the zone, as midnight UTC of that day. */
export function dateAt(timeZone: string, atMs: number): number {
  return Math.floor(wallClock(timeZone, atMs) / DAY_MS) * DAY_MS;
}

/** The last full hour of the zone's clocks at or before `atMs`; zones half an hour off have theirs at :30 UTC. */
export function startOfHour(timeZone: string, atMs: number): number {
  const minute = Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
  const wall = wallClock(timeZone, minute);
  return minute - (wall - Math.floor(wall / HOUR_MS) * HOUR_MS);
}
