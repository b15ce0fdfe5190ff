import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { hoursJudge } from "./hours-rules";
import { type HoursWindow, WEEKDAYS, type Weekday } from "./restrictions";
import { isZone, offsetAt, transitionWithin } from "./zone-clock";

const ALL = WEEKDAYS;
const WORK: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri"];

function isOpen(zone: string, windows: HoursWindow[], iso: string): boolean {
  return judgeAt(hoursJudge({ zone, windows }), Date.parse(iso));
}

function judgeAt(judge: ReturnType<typeof hoursJudge>, now: number): boolean {
  const facts = { domain: () => null, address: () => null, userAgents: () => [], country: () => null, now };
  return judge(facts) === null;
}

afterEach(() => vi.restoreAllMocks());

describe("a window is open from its first moment to before its last, by the clock on the wall", () => {
  const office = [{ days: WORK, from: "09:00", to: "17:00" }];
  const night = [{ days: ["fri"], from: "22:00", to: "06:00" } as const];
  const always = [{ days: ALL, from: "00:00", to: "24:00" }];
  test.each<[string, string, HoursWindow[], string, boolean]>([
    ["before it opens", "Europe/Berlin", office, "2026-11-23T07:59:59.999Z", false],
    ["as it opens", "Europe/Berlin", office, "2026-11-23T08:00:00Z", true],
    ["before it closes", "Europe/Berlin", office, "2026-11-23T15:59:59.999Z", true],
    ["as it closes", "Europe/Berlin", office, "2026-11-23T16:00:00Z", false],
    ["on a day that is not listed", "Europe/Berlin", office, "2026-11-22T12:00:00Z", false],
    ["in summer an hour earlier by UTC", "Europe/Berlin", office, "2026-07-06T07:00:00Z", true],
    ["in winter not", "Europe/Berlin", office, "2026-11-23T07:00:00Z", false],
    ["over midnight, before it", "UTC", night, "2026-11-20T23:59:59Z", true],
    ["over midnight, after it", "UTC", night, "2026-11-21T05:59:59Z", true],
    ["over midnight, as it closes", "UTC", night, "2026-11-21T06:00:00Z", false],
    ["over midnight, the morning of the day it is for", "UTC", night, "2026-11-20T03:00:00Z", false],
    [
      "over the end of the week",
      "UTC",
      [{ days: ["sun"], from: "20:00", to: "04:00" }],
      "2026-11-23T03:59:59Z",
      true,
    ],
    [
      "over the end of the week, as it closes",
      "UTC",
      [{ days: ["sun"], from: "20:00", to: "04:00" }],
      "2026-11-23T04:00:00Z",
      false,
    ],
    [
      "to the end of a day",
      "UTC",
      [{ days: ["sun"], from: "20:00", to: "24:00" }],
      "2026-11-22T23:59:59.999Z",
      true,
    ],
    [
      "to the end of a day, then",
      "UTC",
      [{ days: ["sun"], from: "20:00", to: "24:00" }],
      "2026-11-23T00:00:00Z",
      false,
    ],
    [
      "to midnight, as 00:00",
      "UTC",
      [{ days: ["sun"], from: "20:00", to: "00:00" }],
      "2026-11-22T23:59:59.999Z",
      true,
    ],
    ["a leap day", "UTC", [{ days: ["tue"], from: "00:00", to: "24:00" }], "2028-02-29T12:00:00Z", true],
    [
      "the day after a leap day",
      "UTC",
      [{ days: ["wed"], from: "00:00", to: "24:00" }],
      "2028-03-01T00:00:00Z",
      true,
    ],
    ["an odd zone", "Asia/Kathmandu", office, "2026-11-23T03:15:00Z", true],
    ["an odd zone, before", "Asia/Kathmandu", office, "2026-11-23T03:14:59.999Z", false],
    ["the far end of the world", "Pacific/Kiritimati", office, "2026-11-22T19:00:00Z", true],
    ["always", "America/New_York", always, "2026-11-01T06:30:00Z", true],
  ])("%s", (_, zone, windows, at, open) => {
    expect(isOpen(zone, windows, at)).toBe(open);
  });

  test("an hour that is skipped is in no window, one that comes twice is in its window twice", () => {
    const small = [{ days: ALL, from: "02:00", to: "03:00" }];
    // New York, 2026-03-08: 01:59:59 is followed by 03:00.
    expect(isOpen("America/New_York", small, "2026-03-08T06:59:59Z")).toBe(false);
    expect(isOpen("America/New_York", small, "2026-03-08T07:00:00Z")).toBe(false);
    // Berlin, 2026-10-25: 02:00 to 03:00 comes at 00:00Z and again at 01:00Z.
    expect(isOpen("Europe/Berlin", small, "2026-10-24T23:59:59Z")).toBe(false);
    expect(isOpen("Europe/Berlin", small, "2026-10-25T00:00:00Z")).toBe(true);
    expect(isOpen("Europe/Berlin", small, "2026-10-25T01:59:59Z")).toBe(true);
    expect(isOpen("Europe/Berlin", small, "2026-10-25T02:00:00Z")).toBe(false);
  });
});

test("an answer is kept until it can change: a call in between asks no calendar", () => {
  const judge = hoursJudge({ zone: "Europe/Berlin", windows: [{ days: ALL, from: "09:00", to: "17:00" }] });
  const noon = Date.parse("2026-11-23T12:00:00Z");
  expect(judgeAt(judge, noon)).toBe(true);
  const asked = vi.spyOn(Intl.DateTimeFormat.prototype, "formatToParts");
  for (let at = noon; at < noon + 4 * 3_600_000; at += 60_000) expect(judgeAt(judge, at)).toBe(true);
  expect(asked).not.toHaveBeenCalled();
  expect(judgeAt(judge, noon + 4 * 3_600_000)).toBe(false);
  expect(asked).toHaveBeenCalled();
});

test("an answer kept is the answer a fresh look gives, also when the clock steps back", () => {
  const zones = ["Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca", "UTC"];
  const minute = fc
    .integer({ min: 0, max: 1439 })
    .map((at) => `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`);
  const windows = fc.array(
    fc.record({ days: fc.subarray([...WEEKDAYS], { minLength: 1 }), from: minute, to: minute }),
    { minLength: 1, maxLength: 4 },
  );
  const start = Date.parse("2026-01-01T00:00:00Z");
  const steps = fc.array(fc.integer({ min: -7_200_000, max: 36_000_000 }), { minLength: 5, maxLength: 30 });
  fc.assert(
    fc.property(fc.constantFrom(...zones), windows, fc.nat(1460), steps, (zone, given, day, moves) => {
      const judge = hoursJudge({ zone, windows: given });
      let now = start + day * 86_400_000;
      for (const move of moves) {
        now += move;
        expect(judgeAt(judge, now)).toBe(judgeAt(hoursJudge({ zone, windows: given }), now));
      }
    }),
    { seed: 20_261_122, numRuns: 60 },
  );
});

test("a refusal says the local time and the windows", () => {
  const judge = hoursJudge({ zone: "Europe/Berlin", windows: [{ days: WORK, from: "09:00", to: "17:00" }] });
  const facts = { domain: () => null, address: () => null, userAgents: () => [], country: () => null };
  expect(judge({ ...facts, now: Date.parse("2026-11-22T22:59:30Z") })).toEqual({
    saw: "sun 23:59, Europe/Berlin",
    rule: "allow mon tue wed thu fri 09:00-17:00, Europe/Berlin",
  });
  expect(judge({ ...facts, now: Date.parse("2026-11-22T23:00:00Z") })?.saw).toBe("mon 00:00, Europe/Berlin");
});

test("zones go by their IANA names", () => {
  for (const name of [
    "Europe/Berlin",
    "europe/berlin",
    "UTC",
    "America/Argentina/Buenos_Aires",
    "Etc/GMT+5",
  ]) {
    expect(isZone(name), name).toBe(true);
  }
  for (const name of ["", "+02:00", "Europe/Nowhere", "Mars", "Europe/Berlin ", "a".repeat(65), "../etc"]) {
    expect(isZone(name), name).toBe(false);
  }
  expect(offsetAt("Asia/Kathmandu", 1_795_348_800_123)).toBe(20_700_000);
  const night = Date.parse("2026-10-24T22:00:00Z");
  expect(transitionWithin("Europe/Berlin", night, night + 86_400_000)).toBe(
    Date.parse("2026-10-25T01:00:00Z"),
  );
  expect(transitionWithin("Europe/Berlin", night, night + 3 * 3_600_000 - 1)).toBeNull();
});
