import { expect, test } from "vitest";
import { simulate } from "./testing/simulate";
import { simulateCallers } from "./testing/simulate-callers";

test("in weeks of seasonal noise the watch is quiet, and finds what is put into them within five minutes", () => {
  const { keyMonths, falseAlarms, changes, silences } = simulate(20_261_123, 8, 3, 10);
  expect(falseAlarms / keyMonths).toBeLessThanOrEqual(0.1);
  expect(changes.missed).toEqual([]);
  expect(silences.missed).toEqual([]);
  expect([changes.injected, silences.injected > 5]).toEqual([80, true]);
});

test("over a year of callers who come and go the watch is quiet, and tells of every stranger to a key that keeps to few", () => {
  const { keyMonths, falseAlarms, injected, missed } = simulateCallers(20_261_123, 40, 365);
  expect(falseAlarms / keyMonths).toBeLessThanOrEqual(0.02);
  expect(missed).toEqual([]);
  expect(injected).toBeGreaterThan(50);
});
