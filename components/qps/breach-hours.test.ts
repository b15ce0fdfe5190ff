import { expect, test } from "vitest";
import { breachHoursWords } from "./breach-hours";

const at = (counts: Record<number, number>) => Array.from({ length: 24 }, (_, hour) => counts[hour] ?? 0);

test("the shortest run of hours with three quarters of the breaches is named, also over midnight", () => {
  expect(breachHoursWords(at({ 9: 100 }))).toBe(", mostly 09:00–10:00 UTC");
  expect(breachHoursWords(at({ 8: 40, 9: 40, 10: 40, 20: 10 }))).toBe(", mostly 08:00–11:00 UTC");
  expect(breachHoursWords(at({ 23: 50, 0: 50 }))).toBe(", mostly 23:00–01:00 UTC");
});

test("nothing is said without breaches, or where they come all day", () => {
  expect(breachHoursWords(at({}))).toBe("");
  expect(breachHoursWords(Array.from({ length: 24 }, () => 7))).toBe("");
});
