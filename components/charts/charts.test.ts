import { expect, test } from "vitest";
import { type ChartTime, isAlone, peak, toPoints } from "./lines";
import { sparkPath } from "./spark-path";
import { spreadLabels } from "./spread-labels";
import { formatBucket, formatTick, timeTicks } from "./time-ticks";
import { yTicks } from "./y-ticks";

const HOUR = 3_600_000;
const MIDNIGHT = Date.UTC(2026, 2, 2);

function time(count: number, stepMs: number, given: Partial<ChartTime> = {}): ChartTime {
  const starts = Array.from({ length: count }, (_, i) => MIDNIGHT + i * stepMs);
  return { starts, detail: "hour", timeZone: "UTC", isFirstPartial: false, isLastPartial: false, ...given };
}

function line(values: (number | null)[]) {
  return { id: "requests", label: "Requests", color: "var(--chart-requests)", values };
}

test("a y axis begins at zero, has whole round steps and holds the highest value", () => {
  expect(yTicks(0)).toEqual([0, 1, 2]);
  expect(yTicks(3)).toEqual([0, 1, 2, 3]);
  expect(yTicks(7)).toEqual([0, 2, 4, 6, 8]);
  expect(yTicks(100)).toEqual([0, 25, 50, 75, 100]);
  expect(yTicks(101)).toEqual([0, 50, 100, 150]);
  for (let max = 0; max < 5_000; max += 7) {
    const ticks = yTicks(max);
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(max);
    expect(ticks.length).toBeLessThanOrEqual(6);
    expect(ticks.every(Number.isInteger)).toBe(true);
  }
});

test("the bucket that is not over is never part of the solid line", () => {
  const points = toPoints(time(3, HOUR, { isLastPartial: true }), [line([5, 6, 1])]);
  expect(points.map((point) => point.requests)).toEqual([5, 6, null]);
});

test("a range that is over is drawn to its end, and a gap stays a gap", () => {
  const points = toPoints(time(3, HOUR), [line([null, 6, 1])]);
  expect(points.map((point) => point.requests)).toEqual([null, 6, 1]);
});

test("a value between gaps is seen as alone", () => {
  const values = [null, 3, null, 1, 2];
  expect(values.map((_, i) => isAlone(values, i))).toEqual([false, true, false, false, false]);
  expect(peak([line(values), line([9])])).toBe(9);
});

test("ticks stand on round times of the viewer's clocks", () => {
  const berlin = timeTicks(time(24, HOUR, { timeZone: "Europe/Berlin" }), 8);
  expect(berlin.map((at) => formatTick({ detail: "hour", timeZone: "Europe/Berlin" }, at))).toEqual([
    "03:00",
    "06:00",
    "09:00",
    "12:00",
    "15:00",
    "18:00",
    "21:00",
    "3 Mar",
  ]);
  const week = timeTicks(time(168, HOUR), 8);
  expect(week.map((at) => formatTick({ detail: "hour", timeZone: "UTC" }, at))).toEqual([
    "2 Mar",
    "3 Mar",
    "4 Mar",
    "5 Mar",
    "6 Mar",
    "7 Mar",
    "8 Mar",
  ]);
  const month = timeTicks(time(30, 24 * HOUR, { detail: "day" }), 8);
  expect(month.length).toBeLessThanOrEqual(8);
  expect(month.at(-1)).toBe(MIDNIGHT + 29 * 24 * HOUR);
});

test("never more ticks than asked for", () => {
  for (const [count, step, detail] of [
    [60, 60_000, "minute"],
    [1_440, 60_000, "minute"],
    [744, HOUR, "hour"],
    [366, 24 * HOUR, "day"],
  ] as const) {
    const ticks = timeTicks(time(count, step, { detail }), 8);
    expect(ticks.length).toBeGreaterThan(1);
    expect(ticks.length).toBeLessThanOrEqual(8);
  }
});

test("a bucket is named by what it covers, in the viewer's zone", () => {
  expect(formatBucket({ detail: "hour", timeZone: "Asia/Kolkata" }, MIDNIGHT + HOUR / 2)).toBe(
    "Mon 2 Mar, 06:00–07:00",
  );
  expect(formatBucket({ detail: "minute", timeZone: "UTC" }, MIDNIGHT)).toBe("Mon 2 Mar, 00:00");
  expect(formatBucket({ detail: "day", timeZone: "UTC" }, MIDNIGHT)).toBe("Mon 2 Mar 2026");
});

test("labels keep their distance and their order, and stay inside", () => {
  expect(spreadLabels([50, 51, 10], 14, 0, 100)).toEqual([50, 64, 10]);
  expect(spreadLabels([100, 100, 99], 14, 0, 100)).toEqual([86, 100, 72]);
  expect(spreadLabels([0, 0], 14, 0, 100)).toEqual([0, 14]);
});

test("a sparkline lies on the bottom when all is zero and breaks at gaps", () => {
  expect(sparkPath([0, 0], 10, 4)).toBe("M0 4h0.01L10 4");
  expect(sparkPath([2, null, 1], 10, 4)).toBe("M0 0h0.01M10 2h0.01");
  expect(sparkPath([], 10, 4)).toBe("");
});
