import { expect, test } from "vitest";
import { CALLERS_LEARNED_MS, isWorthTelling, SETTLED_MS } from "./newcomers";

const NOW = 1_772_452_800_000;
const known = {
  count: 2,
  sinceMs: NOW - CALLERS_LEARNED_MS,
  newcomers: [] as { value: string; ms: number }[],
};

test("a newcomer is told of a key that keeps to few, and of no other", () => {
  expect(isWorthTelling(known, NOW, 8)).toBe(true);
  expect(isWorthTelling({ ...known, count: 9 }, NOW, 8)).toBe(false);
  expect(isWorthTelling({ ...known, sinceMs: known.sinceMs + 1 }, NOW, 8)).toBe(false);
  expect(isWorthTelling({ ...known, count: 0 }, NOW, 8)).toBe(false);
});

test("a key that had two newcomers lately gets newcomers; long ago it did not", () => {
  const newcomers = [
    { value: "a", ms: NOW - 1 },
    { value: "b", ms: NOW - SETTLED_MS + 1 },
  ];
  expect(isWorthTelling({ ...known, newcomers }, NOW, 8)).toBe(false);
  expect(isWorthTelling({ ...known, newcomers: newcomers.slice(1) }, NOW, 8)).toBe(true);
  expect(isWorthTelling({ ...known, newcomers }, NOW + 1, 8)).toBe(true);
});
