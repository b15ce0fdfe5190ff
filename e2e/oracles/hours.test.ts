import moment from "moment-timezone";
import { describe, expect, test } from "vitest";
import { hoursJudge } from "@/lib/edge/restrictions/hours-rules";
import { type HoursWindow, WEEKDAYS } from "@/lib/edge/restrictions/restrictions";

/**
 * Zones whose clocks change between 2026 and 2030, each in a way of its own. The oracle brings its own copy of the data, so zones
 * whose law has changed between the releases of both are left out: there it is data that differs, not arithmetic.
 */
const ZONES = [
  ...["Europe/Berlin", "Europe/London", "Europe/Dublin", "Europe/Lisbon", "Europe/Athens", "Europe/Kyiv"],
  ...[
    "Atlantic/Azores",
    "Atlantic/Bermuda",
    "Africa/Cairo",
    "Antarctica/Troll",
    "Asia/Nicosia",
    "Asia/Beirut",
  ],
  ...[
    "Asia/Jerusalem",
    "Asia/Gaza",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Tijuana",
  ],
  ...["America/Los_Angeles", "America/Anchorage", "America/Adak", "America/St_Johns", "America/Halifax"],
  ...["America/Miquelon", "America/Havana", "America/Port-au-Prince", "America/Santiago", "America/Nuuk"],
  ...["Pacific/Easter", "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Chatham"],
  ...["Pacific/Norfolk"],
];

const [FROM, TO] = [Date.UTC(2026, 0, 1), Date.UTC(2031, 0, 1)];
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const WINDOWS: HoursWindow[][] = [
  [{ days: ["mon", "tue", "wed", "thu", "fri"], from: "09:00", to: "17:00" }],
  [{ days: ["sat", "sun"], from: "22:00", to: "03:00" }],
  [{ days: WEEKDAYS, from: "01:30", to: "02:30" }],
  [{ days: WEEKDAYS, from: "02:00", to: "03:00" }],
  [{ days: WEEKDAYS, from: "23:45", to: "00:15" }],
  [{ days: ["sun"], from: "00:00", to: "24:00" }],
  [
    { days: ["sun"], from: "02:59", to: "03:01" },
    { days: ["sat", "sun"], from: "00:00", to: "01:01" },
  ],
];

/** Every moment at which the clocks of a zone change. */
function transitionsOf(zone: string): number[] {
  const untils = moment.tz.zone(zone)?.untils ?? [];
  return untils.filter((at): at is number => at !== null && at >= FROM && at < TO);
}

type Local = { readonly weekday: number; readonly time: string };

function localOf(zone: string, at: number): Local {
  const local = moment.tz(at, zone);
  return { weekday: local.isoWeekday() - 1, time: local.format("HH:mm:ss.SSS") };
}

/** By the book, from the local date and time the oracle gives. */
function isOpen(windows: readonly HoursWindow[], { weekday, time }: Local): boolean {
  return windows.some(({ days, from, to }) => {
    const isToday = days.some((day) => WEEKDAYS.indexOf(day) === weekday);
    const wasYesterday = days.some((day) => WEEKDAYS.indexOf(day) === (weekday + 6) % 7);
    if (from < to) return isToday && time >= from && time < to;
    return (isToday && time >= from) || (wasYesterday && time < to);
  });
}

function judged(judge: ReturnType<typeof hoursJudge>, now: number): boolean {
  const facts = { domain: () => null, address: () => null, userAgents: () => [], country: () => null, now };
  return judge(facts) === null;
}

/** Close around a moment, and every quarter of an hour for a day and a half on both sides. */
function around(at: number): number[] {
  const quarters = Array.from({ length: 289 }, (_, index) => at + (index - 144) * 15 * MINUTE);
  const near = [-HOUR, -30 * MINUTE, 0, 30 * MINUTE, HOUR].flatMap((step) =>
    [-1, 0, 1].map((ms) => at + step + ms),
  );
  return [...quarters, ...near].sort((a, b) => a - b);
}

test("there are thirty zones, and their clocks change hundreds of times", () => {
  expect(ZONES.length).toBeGreaterThanOrEqual(30);
  const counts = ZONES.map((zone) => transitionsOf(zone).length);
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(8);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(300);
});

describe("around every change of the clocks from 2026 to 2030 a window is open when an independent library says so", () => {
  test.each(ZONES)("%s", (zone) => {
    const differences: string[] = [];
    const judges = WINDOWS.map((windows) => ({ windows, judge: hoursJudge({ zone, windows }) }));
    for (const at of transitionsOf(zone).flatMap(around)) {
      const local = localOf(zone, at);
      for (const { windows, judge } of judges) {
        if (judged(judge, at) !== isOpen(windows, local)) {
          differences.push(`${new Date(at).toISOString()} ${JSON.stringify(windows)}`);
        }
      }
    }
    expect(differences).toEqual([]);
  });
});
