const formats = new Map<string, Intl.DateTimeFormat>();

/** `14:02:10`, by the clocks of a time zone. */
export function formatClock(atMs: number, timeZone: string): string {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("en-GB", {
      timeZone,
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
    });
  formats.set(timeZone, format);
  return format.format(atMs);
}
