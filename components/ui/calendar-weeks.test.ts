import { expect, test } from "vitest";
import { clampDate, orderedRange, toIsoDate, weeksOfMonth } from "./calendar-weeks";

const day = (iso: string) => new Date(`${iso}T12:00:00`);

test("a month is shown in whole weeks that start on Monday", () => {
  const weeks = weeksOfMonth(day("2026-03-12"));
  expect(weeks.map((week) => week.length)).toEqual([7, 7, 7, 7, 7, 7]);
  expect(weeks.flat().map(toIsoDate)).toContain("2026-03-31");
  expect(toIsoDate(weeks[0]?.[0] ?? day("1970-01-01"))).toBe("2026-02-23");
});

test("February of 2027 fits four weeks", () => {
  expect(weeksOfMonth(day("2027-02-10"))).toHaveLength(4);
});

test("a range picked backwards is put in order", () => {
  expect(orderedRange("2026-03-12", "2026-03-02")).toEqual({ from: "2026-03-02", to: "2026-03-12" });
});

test("a date outside the bounds becomes the nearest bound", () => {
  expect(toIsoDate(clampDate(day("2026-01-01"), "2026-02-01", "2026-03-01"))).toBe("2026-02-01");
  expect(toIsoDate(clampDate(day("2026-05-01"), "2026-02-01", "2026-03-01"))).toBe("2026-03-01");
  expect(toIsoDate(clampDate(day("2026-02-14"), "2026-02-01", undefined))).toBe("2026-02-14");
});
