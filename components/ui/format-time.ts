const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS: readonly (readonly [ms: number, unit: string])[] = [
  [365 * DAY, "y"],
  [30 * DAY, "mo"],
  [DAY, "d"],
  [HOUR, "h"],
  [MINUTE, "min"],
  [1_000, "s"],
];

/**
 * How long ago, or how far ahead, in one unit, rounded down: `3 min ago`, `in 2 d`; `just now` within ten seconds.
 * A month counts 30 days and a year 365: it is for reading, not for reckoning.
 */
export function formatRelative(atMs: number, nowMs: number): string {
  const distance = Math.abs(nowMs - atMs);
  if (distance < 10_000) return "just now";
  const [ms, unit] = UNITS.find(([size]) => distance >= size) ?? [1_000, "s"];
  const amount = `${Math.floor(distance / ms)} ${unit}`;
  return atMs > nowMs ? `in ${amount}` : `${amount} ago`;
}

const absolute = new Map<string, Intl.DateTimeFormat>();

/** `12 Mar 2026, 14:03:09 CET`, in the given zone, or in the one of the machine it runs on. */
export function formatAbsolute(atMs: number, timeZone?: string): string {
  let format = absolute.get(timeZone ?? "");
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", {
      dateStyle: "medium",
      timeStyle: "long",
      ...(timeZone && { timeZone }),
    });
    absolute.set(timeZone ?? "", format);
  }
  return format.format(atMs);
}
