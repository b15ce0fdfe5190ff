import type { ChartTime } from "./lines";

const MINUTES_PER_DAY = 1_440;
/** Steps between ticks, in minutes of the local day; all divide it, so that ticks stay on round times. */
const STEPS = [1, 5, 10, 15, 30, 60, 120, 180, 240, 360, 480, 720, MINUTES_PER_DAY] as const;
const DAY_STEPS = [1, 2, 7, 14, 28, 91] as const;

/**
 * The bucket starts that get a tick: round times of the viewer's clocks, at most `most` of them.
 */
export function timeTicks({ starts, detail, timeZone }: ChartTime, most: number): number[] {
  if (detail !== "day") {
    const minutes = starts.map((start) => minuteOfDay(timeZone, start));
    for (const step of STEPS) {
      const ticks = starts.filter((_, i) => (minutes[i] ?? 0) % step === 0);
      if (ticks.length <= most) return ticks;
    }
  }
  const midnights = detail === "day" ? starts : starts.filter((start) => minuteOfDay(timeZone, start) === 0);
  const step =
    DAY_STEPS.find((days) => midnights.length / days <= most) ?? Math.ceil(midnights.length / most);
  // Counted from the end: the latest day is the one people look for.
  return midnights.filter((_, i) => (midnights.length - 1 - i) % step === 0);
}

/** `14:30`, or the date where a day begins. */
export function formatTick(time: Pick<ChartTime, "detail" | "timeZone">, start: number): string {
  const isDay = time.detail === "day" || minuteOfDay(time.timeZone, start) === 0;
  return (isDay ? format(time.timeZone, DAY) : format(time.timeZone, CLOCK)).format(start);
}

/** What a bucket covers: `Mon 2 Mar, 14:00–15:00`, `Mon 2 Mar, 14:05`, `Mon 2 Mar 2026`. */
export function formatBucket(
  { detail, timeZone }: Pick<ChartTime, "detail" | "timeZone">,
  start: number,
): string {
  // Versions of the language data disagree about the comma after the weekday.
  const day = format(timeZone, detail === "day" ? LONG_DAY : WEEKDAY)
    .format(start)
    .replaceAll(",", "");
  if (detail === "day") return day;
  const clock = format(timeZone, CLOCK);
  const from = `${day}, ${clock.format(start)}`;
  return detail === "minute" ? from : `${from}–${clock.format(start + 3_600_000)}`;
}

const DAY = { day: "numeric", month: "short" } as const;
const LONG_DAY = { weekday: "short", day: "numeric", month: "short", year: "numeric" } as const;
const WEEKDAY = { weekday: "short", day: "numeric", month: "short" } as const;
const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${timeZone} ${Object.values(options).join(" ")}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat("en-GB", { ...options, timeZone });
  formats.set(key, known);
  return known;
}

function minuteOfDay(timeZone: string, at: number): number {
  const [hours = 0, minutes = 0] = format(timeZone, CLOCK).format(at).split(":").map(Number);
  return hours * 60 + minutes;
}
