import { expect, test } from "vitest";
import { formatAbsolute, formatRelative } from "./format-time";

const NOW = 1_767_225_600_000; // 2026-01-01T00:00:00Z
const ago = (ms: number) => formatRelative(NOW - ms, NOW);

test("relative times use one unit and round down", () => {
  expect([0, 9_999, 10_000, 59_999, 60_000, 3_599_999, 3_600_000, 86_399_999, 86_400_000].map(ago)).toEqual([
    "just now",
    "just now",
    "10 s ago",
    "59 s ago",
    "1 min ago",
    "59 min ago",
    "1 h ago",
    "23 h ago",
    "1 d ago",
  ]);
  expect([40, 364, 365].map((days) => ago(days * 86_400_000))).toEqual(["1 mo ago", "12 mo ago", "1 y ago"]);
});

test("times ahead say so", () => {
  expect(formatRelative(NOW + 2 * 86_400_000, NOW)).toBe("in 2 d");
});

test("absolute times name their zone", () => {
  expect(formatAbsolute(NOW, "UTC")).toBe("1 Jan 2026, 00:00:00 UTC");
});
