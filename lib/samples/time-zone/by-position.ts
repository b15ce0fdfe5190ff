import lookUp from "tz-lookup";
import type { Position, TimeZoneAnswer } from "@/lib/samples/schemas";

const MINUTE_MS = 60_000;

/** The IANA time zone at a position and what its clocks show at `now`; the sea has nautical zones (`Etc/GMT±n`). */
export function timeZoneAt({ latitude, longitude }: Position, now: Date): TimeZoneAnswer {
  const id = lookUp(latitude, longitude);
  const offset = offsetMinutes(id, now);
  const year = now.getUTCFullYear();
  const january = offsetMinutes(id, new Date(Date.UTC(year, 0, 1)));
  const july = offsetMinutes(id, new Date(Date.UTC(year, 6, 1)));
  // Clocks go forward in summer; the lower of the two offsets is the standard one (Ireland's law says the reverse).
  const standard = Math.min(january, july);
  const hasDaylight = january !== july;
  const daylightAt = new Date(Date.UTC(year, january > july ? 0 : 6, 1));
  const standardAt = new Date(Date.UTC(year, january > july ? 6 : 0, 1));
  return {
    Version: "sample-1",
    ReferenceUtcTimestamp: now.toISOString(),
    TimeZones: [
      {
        Id: id,
        Names: {
          Generic: nameOf(id, now, "longGeneric"),
          Standard: nameOf(id, standardAt, "long"),
          ...(hasDaylight ? { Daylight: nameOf(id, daylightAt, "long") } : {}),
        },
        ReferenceTime: {
          Tag: abbreviationOf(id, now),
          StandardOffset: toClock(standard, ":00"),
          DaylightSavings: toClock(hasDaylight ? Math.max(0, offset - standard) : 0, ":00"),
          WallTime: wallTime(now, offset),
        },
      },
    ],
  };
}

/** Minutes that `zone` is ahead of UTC at `at`. */
function offsetMinutes(zone: string, at: Date): number {
  const text = nameOf(zone, at, "longOffset");
  const parts = /^GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(text);
  if (!parts?.[1]) return 0;
  const minutes = Number(parts[2]) * 60 + Number(parts[3]);
  return parts[1] === "-" ? -minutes : minutes;
}

/** Each English names the zones of its own part of the world: `EDT` in the American one, `CEST` in the British. */
const ENGLISHES = ["en-US", "en-GB", "en-AU", "en-NZ", "en-IN", "en-ZA"];

function abbreviationOf(zone: string, at: Date): string {
  const names = ENGLISHES.map((english) => nameOf(zone, at, "short", english));
  return names.find((name) => !/^GMT[+-]/.test(name)) ?? names[0] ?? "UTC";
}

function nameOf(
  zone: string,
  at: Date,
  style: "short" | "long" | "longGeneric" | "longOffset",
  english = "en",
): string {
  const parts = new Intl.DateTimeFormat(english, { timeZone: zone, timeZoneName: style }).formatToParts(at);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
}

function wallTime(now: Date, offset: number): string {
  const local = new Date(now.getTime() + offset * MINUTE_MS).toISOString().slice(0, -1);
  const sign = offset < 0 ? "-" : "+";
  return `${local}${sign}${toClock(Math.abs(offset), "")}`;
}

function toClock(minutes: number, seconds: string): string {
  const whole = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${minutes < 0 ? "-" : ""}${two(Math.floor(whole / 60))}:${two(whole % 60)}${seconds}`;
}
