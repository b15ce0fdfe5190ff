import { expect, test } from "vitest";
import type { Weekday } from "@/lib/edge/restrictions/restrictions";
import { hoursSentence } from "./hours-now";

// A Monday, 10:00 in Berlin.
const MONDAY = Date.UTC(2026, 2, 2, 9);
const WORKDAYS: Weekday[] = ["mon", "tue", "wed", "thu", "fri"];
const say = (windows: { days: Weekday[]; from: string; to: string }[], now: number, zone = "Europe/Berlin") =>
  hoursSentence({ zone, windows }, now);

test("says until when it is open, and when it opens", () => {
  const office = [{ days: WORKDAYS, from: "08:00", to: "18:00" }];
  expect(say(office, MONDAY)).toBe("Open now, until 18:00 (Europe/Berlin).");
  expect(say(office, Date.UTC(2026, 2, 2, 17, 30))).toBe("Closed now, opens Tuesday 08:00 (Europe/Berlin).");
  expect(say(office, Date.UTC(2026, 2, 6, 20))).toBe("Closed now, opens Monday 08:00 (Europe/Berlin).");
});

test("a window across midnight stays open past it", () => {
  expect(say([{ days: ["mon"], from: "22:00", to: "06:00" }], Date.UTC(2026, 2, 2, 22, 30))).toBe(
    "Open now, until Tuesday 06:00 (Europe/Berlin).",
  );
});

test("summer time moves the end on the clock of the viewer, not on the wall", () => {
  // 2026-03-29 01:00 UTC is 03:00 in Berlin: the hour from two to three is skipped.
  expect(say([{ days: ["sun"], from: "00:00", to: "04:00" }], Date.UTC(2026, 2, 29, 0, 30))).toBe(
    "Open now, until 04:00 (Europe/Berlin).",
  );
});

test("says so when nothing ever changes, and nothing while windows are not whole", () => {
  const always = [{ days: [...WORKDAYS, "sat", "sun"] as Weekday[], from: "00:00", to: "24:00" }];
  expect(say(always, MONDAY)).toBe("Open now, at all times.");
  expect(say([], MONDAY)).toBeNull();
  expect(say([{ days: [], from: "08:00", to: "18:00" }], MONDAY)).toBeNull();
  expect(say([{ days: WORKDAYS, from: "", to: "18:00" }], MONDAY)).toBeNull();
  expect(say(always, MONDAY, "Nowhere/At_All")).toBeNull();
});
