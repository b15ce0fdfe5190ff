const DAY_MS = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether this is the IANA name of a time zone (in any case). Offsets such as `+02:00` are not names. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(name)) return false;
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * Milliseconds local clocks in a zone are ahead of UTC at a moment.
 * @throws {RangeError} For a name that is no zone.
 */
export function offsetAt(zone: string, at: number): number {
  const second = Math.floor(at / 1000) * 1000;
  const parts = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of formatOf(zone).formatToParts(second)) {
    if (type in parts) parts[type as keyof typeof parts] = Number(value);
  }
  const { year, month, day, hour, minute } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, parts.second) - second;
}

/**
 * The first moment after `at`, at most a day later, at which the zone's offset is another than at `at`; null when there is
 * none up to and including `until`.
 */
export function transitionWithin(zone: string, at: number, until: number): number | null {
  const offset = offsetAt(zone, at);
  let before = at;
  let after = Math.min(until, at + DAY_MS);
  if (offsetAt(zone, after) === offset) return null;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(zone, middle) === offset) before = middle;
    else after = middle;
  }
  return after;
}

/** One for each zone: making one takes longer than all else. There are some six hundred zones. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const name = zone.toLowerCase();
  let format = formats.get(name);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: name,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(name, format);
  }
  return format;
}
