import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Position, TimeZoneAnswer } from "@/lib/samples/schemas";
import { timeZoneAt } from "./by-position";

const JULY = new Date(1_784_116_800_000);
const JANUARY = new Date(1_768_478_400_000);

function at(position: string, now: Date) {
  const zone = timeZoneAt(Position.parse(position), now).TimeZones[0];
  return (
    zone && [
      zone.Id,
      zone.ReferenceTime.Tag,
      zone.ReferenceTime.StandardOffset,
      zone.ReferenceTime.DaylightSavings,
    ]
  );
}

describe("timeZoneAt", () => {
  test.each([
    ["52.37,4.9", JULY, ["Europe/Amsterdam", "CEST", "01:00:00", "01:00:00"]],
    ["52.37,4.9", JANUARY, ["Europe/Amsterdam", "CET", "01:00:00", "00:00:00"]],
    ["40.71,-74.0", JULY, ["America/New_York", "EDT", "-05:00:00", "01:00:00"]],
    ["-33.87,151.21", JANUARY, ["Australia/Sydney", "AEDT", "10:00:00", "01:00:00"]],
    ["27.7,85.3", JULY, ["Asia/Kathmandu", "GMT+5:45", "05:45:00", "00:00:00"]],
    ["35.68,139.76", JULY, ["Asia/Tokyo", "GMT+9", "09:00:00", "00:00:00"]],
  ])("%s", (position, now, expected) => {
    expect(at(position, now)).toEqual(expected);
  });

  test("the wall clock shows the offset in force", () => {
    const zone = timeZoneAt({ latitude: 40.71, longitude: -74 }, JULY).TimeZones[0];
    expect(zone?.ReferenceTime.WallTime).toBe("2026-07-15T08:00:00.000-04:00");
  });

  test("every position on the globe has a zone", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -90, max: 90, noNaN: true }),
        fc.double({ min: -180, max: 180, noNaN: true }),
        (latitude, longitude) => {
          const answer = TimeZoneAnswer.parse(timeZoneAt({ latitude, longitude }, JULY));
          expect(answer.TimeZones).toHaveLength(1);
        },
      ),
      { seed: 20261122, numRuns: 300 },
    );
  });

  test.each([
    "",
    "1",
    "1,2,3",
    "91,0",
    "0,181",
    "a,b",
    "1e1,2",
    "NaN,0",
    " 1,2",
    "1,2\n",
    `${"1".repeat(99)},2`,
  ])("refuses the position %j", (position) => {
    expect(Position.safeParse(position).success).toBe(false);
  });
});
