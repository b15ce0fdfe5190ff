import { expect, test } from "vitest";
import { formatDays } from "./format-days";

test.each([
  ["2026-03-12", "2026-03-12", "12 Mar 2026"],
  ["2026-03-02", "2026-09-30", "2 Mar – 30 Sep 2026"],
  ["2025-12-28", "2026-01-03", "28 Dec 2025 – 3 Jan 2026"],
])("from %s to %s reads %s", (from, to, words) => {
  expect(formatDays({ from, to })).toBe(words);
});
