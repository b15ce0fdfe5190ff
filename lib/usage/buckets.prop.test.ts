import fc from "fast-check";
import { expect, test } from "vitest";
import { bucketStarts } from "./buckets";
import { dateAt, startOfDate } from "./time-zone";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./units";

const utc = (iso: string) => Date.parse(`${iso}Z`);
const iso = (at: number) => new Date(at).toISOString().slice(0, 16);

const ZONES = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/Santiago",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
  "Asia/Beirut",
  "Pacific/Apia",
];
const zone = fc.constantFrom(...ZONES);
const instant = fc
  .integer({ min: utc("2020-01-01T00:00"), max: utc("2030-01-01T00:00") })
  .map((at) => Math.floor(at / MINUTE_MS) * MINUTE_MS);

test("a day on which clocks change has 23 or 25 hours, and every other boundary stays at local midnight", () => {
  const days = bucketStarts(utc("2026-03-27T23:00"), utc("2026-03-30T22:00"), "day", "Europe/Berlin");
  expect(days.map(iso)).toEqual(["2026-03-27T23:00", "2026-03-28T23:00", "2026-03-29T22:00"]);
  const back = bucketStarts(utc("2026-10-24T22:00"), utc("2026-10-26T00:00"), "day", "Europe/Berlin");
  expect(back.map(iso)).toEqual(["2026-10-24T22:00", "2026-10-25T23:00"]);
});

test("the hour that comes twice is two buckets, the one that is skipped none", () => {
  const twice = bucketStarts(utc("2026-10-24T23:00"), utc("2026-10-25T03:00"), "hour", "Europe/Berlin");
  expect(twice.map(iso)).toEqual([
    "2026-10-24T23:00",
    "2026-10-25T00:00",
    "2026-10-25T01:00",
    "2026-10-25T02:00",
  ]);
});

test("hours of a zone that is half an hour off begin at its own full hours", () => {
  const hours = bucketStarts(utc("2026-03-02T10:10"), utc("2026-03-02T12:00"), "hour", "Asia/Kolkata");
  expect(hours.map(iso)).toEqual(["2026-03-02T09:30", "2026-03-02T10:30", "2026-03-02T11:30"]);
});

test("a day whose midnight is skipped begins when the clocks have jumped", () => {
  // Beirut goes from 24:00 to 01:00 on 29 March 2026.
  expect(iso(startOfDate("Asia/Beirut", utc("2026-03-29T00:00")))).toBe("2026-03-28T22:00");
  expect(iso(dateAt("Asia/Beirut", utc("2026-03-28T22:00")))).toBe("2026-03-29T00:00");
});

test("any instant lies in the day that its zone's calendar gives it", () => {
  fc.assert(
    fc.property(zone, instant, (timeZone, at) => {
      const day = dateAt(timeZone, at);
      const start = startOfDate(timeZone, day);
      expect(start).toBeLessThanOrEqual(at);
      expect(dateAt(timeZone, start)).toBe(day);
      expect(dateAt(timeZone, start - MINUTE_MS)).toBeLessThan(day);
    }),
    { numRuns: 500 },
  );
});

test("buckets cover the range without gap or overlap and are never longer than their name says", () => {
  const longest = { minute: MINUTE_MS, hour: HOUR_MS, day: 25 * HOUR_MS } as const;
  fc.assert(
    fc.property(
      zone,
      instant,
      fc.constantFrom("minute" as const, "hour" as const, "day" as const),
      fc.integer({ min: 1, max: 60 }),
      (timeZone, from, detail, count) => {
        const to = from + count * (detail === "day" ? DAY_MS : longest[detail]);
        const starts = bucketStarts(from, to, detail, timeZone);
        expect(starts[0]).toBeLessThanOrEqual(from);
        expect(starts.at(-1)).toBeLessThan(to);
        starts.slice(1).forEach((start, i) => {
          const length = start - (starts[i] ?? 0);
          expect(length).toBeGreaterThan(0);
          expect(length).toBeLessThanOrEqual(longest[detail]);
        });
        expect(starts[1] ?? Number.POSITIVE_INFINITY).toBeGreaterThan(from);
      },
    ),
    { numRuns: 300 },
  );
});
