import { expect, test } from "vitest";
import { formatBytes, formatCompact, formatExact, formatShare } from "./format-number";

test("compact numbers stay whole below a thousand and carry one digit above", () => {
  expect([0, 999, 1_000, 12_431, 3_100_000].map(formatCompact)).toEqual(["0", "999", "1K", "12.4K", "3.1M"]);
});

test("exact numbers are grouped", () => {
  expect(formatExact(1_234_567)).toBe("1,234,567");
});

test("a share that is not zero never reads as zero", () => {
  expect([0, 0.0004, 0.031, 1].map(formatShare)).toEqual(["0%", "<0.1%", "3.1%", "100%"]);
});

test("bytes never show four digits before the unit", () => {
  expect([0, 512, 999.96, 1_234, 99_960, 999_960, 1_200_000].map(formatBytes)).toEqual([
    "0 B",
    "512 B",
    "1.0 kB",
    "1.2 kB",
    "100 kB",
    "1.0 MB",
    "1.2 MB",
  ]);
});
