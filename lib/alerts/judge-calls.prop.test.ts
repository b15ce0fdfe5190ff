import fc from "fast-check";
import { expect, test } from "vitest";
import {
  BEFORE,
  breachedMinutes,
  hasStopped,
  isAbove,
  isLargerShare,
  isSilent,
  isSudden,
  recentOf,
} from "./judge-calls";
import { burstLevel, QUARTERS_A_WEEK, usualOf, WINDOW, windowsOf } from "./usual";

fc.configureGlobal({ seed: 20_261_123, numRuns: 200 });

const minutes = (length: number) => fc.array(fc.nat(5_000), { minLength: length, maxLength: length });
const flat = (calls: number, length = BEFORE) => new Array<number>(length).fill(calls);

test("windows hold every five minutes, each once", () => {
  fc.assert(
    fc.property(minutes(30), (all) => {
      const expected = all
        .slice(WINDOW - 1)
        .map((_, at) => all.slice(at, at + WINDOW).reduce((sum, calls) => sum + calls, 0));
      expect(windowsOf(all)).toEqual(expected);
    }),
  );
});

test("what is usual lies between the least and the most, and one strange week of four moves neither", () => {
  const weeks = fc.array(minutes(25), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(weeks, minutes(25), (given, strange) => {
      const [usual, without] = [usualOf([...given, strange]), usualOf(given)];
      if (usual === null || without === null) throw new Error("There are weeks enough.");
      expect(usual.least).toBeLessThanOrEqual(usual.mid);
      const highs = given.map((week) => Math.max(...windowsOf(week)));
      const lows = given.map((week) => Math.min(...windowsOf(week)));
      expect(usual.most).toBeLessThanOrEqual(Math.max(...highs));
      expect(usual.least).toBeGreaterThanOrEqual(Math.min(...lows));
    }),
  );
});

test("with less than two weeks nothing is usual", () => {
  expect(usualOf([flat(3)])).toBeNull();
});

test("more calls never make an alert go away, and a higher bar never brings one", () => {
  const usual = fc
    .tuple(fc.nat(5_000), fc.nat(5_000), fc.nat(5_000))
    .map((all) => all.sort((a, b) => a - b))
    .map(([least = 0, mid = 0, most = 0]) => ({ least, mid, most }));
  fc.assert(
    fc.property(usual, fc.nat(50_000), fc.nat(10_000), fc.nat(5_000), (past, now, more, bursts) => {
      if (isAbove(now, past, bursts, 2)) expect(isAbove(now + more, past, bursts, 2)).toBe(true);
      if (isAbove(now, past, bursts, 3)) expect(isAbove(now, past, bursts, 2)).toBe(true);
      if (isAbove(now, past, bursts, 2)) expect(isAbove(now, past, 0, 2)).toBe(true);
    }),
  );
});

test("fewer than 30 calls more than usual are never told", () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.nat(29), (mid, more) => {
      expect(isAbove(mid + more, { mid, most: mid, least: 0 }, 0, 1)).toBe(false);
    }),
  );
});

test("a slow rise is not sudden, and a jump is, while it is new", () => {
  const rise = Array.from({ length: BEFORE }, (_, at) => 100 + 2 * at);
  expect(isSudden(recentOf(rise))).toBe(false);
  expect(isSudden(recentOf([...flat(10, BEFORE - 5), ...flat(30, 5)]))).toBe(true);
  expect(isSudden(recentOf([...flat(10, BEFORE - 20), ...flat(30, 20)]))).toBe(false);
});

test("a key that keeps coming back with bursts has a level of them; one burst in half a year is none", () => {
  const quarters = new Array<number>(8 * QUARTERS_A_WEEK).fill(0);
  quarters[1_000] = 400;
  expect(burstLevel(quarters)).toBe(0);
  quarters[3_333] = 300;
  expect(burstLevel(quarters)).toBe(400);
  const weekly = quarters.map((_, at) => (at % QUARTERS_A_WEEK === 77 ? 900 : 0));
  expect(burstLevel(weekly)).toBe(0);
});

test("silence needs a steady flow before it, and at the same time of other weeks", () => {
  const usual = { mid: 60, most: 80, least: 40 };
  const stopped = [...flat(12, BEFORE - 3), ...flat(0, 3)];
  expect(isSilent(stopped, usual, 35)).toBe(true);
  expect(isSilent(stopped, usual, 61)).toBe(false);
  expect(isSilent(stopped, { ...usual, least: 0 }, 35)).toBe(false);
  expect(isSilent([...flat(12, BEFORE - 3), 0, 1, 0], usual, 35)).toBe(false);
  // On a holiday a tenth of the calls come, and chance makes pauses.
  expect(isSilent([...flat(1, BEFORE - 3), ...flat(0, 3)], usual, 35)).toBe(false);
  // Of a key with very many, a tenth is still too many to stop by chance.
  expect(isSilent(stopped, { mid: 5_000, most: 6_000, least: 4_000 }, 35)).toBe(true);
  expect(hasStopped(flat(0))).toBe(false);
});

test("errors are told when they are a larger part of the calls, not when there are more calls", () => {
  const usual = { usualErrors: 10, usualCalls: 100 };
  expect(isLargerShare({ errors: 40, calls: 400, ...usual }, 5)).toBe(false);
  expect(isLargerShare({ errors: 40, calls: 100, ...usual }, 5)).toBe(true);
  expect(isLargerShare({ errors: 40, calls: 100, ...usual }, 50)).toBe(false);
});

test("QPS breaches count by the minutes they fall into, unless they are fewer than one call in a hundred", () => {
  expect(breachedMinutes([0, 3, 0, 9, 1], 500)).toBe(3);
  expect(breachedMinutes([0, 3, 0, 0, 1], 500)).toBe(0);
});
