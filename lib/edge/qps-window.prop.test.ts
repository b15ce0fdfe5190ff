import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EXACT_UP_TO_QPS } from "./exact-logs";
import { ExactWindow } from "./exact-window";
import { QpsLimiter } from "./qps-limiter";
import { SteppedWindow } from "./stepped-window";

const RUNS = { seed: 20261122, numRuns: 100 };

/** The definition, call by call: admit when fewer than `quota` admissions lie less than a second back. */
class NaiveLog {
  readonly #times: number[] = [];
  readonly #quota: number;
  constructor(quota: number) {
    this.#quota = quota;
  }
  within(at: number): number {
    return this.#times.filter((time) => time > at - 1000).length;
  }
  admits(at: number): boolean {
    if (this.within(at) >= this.#quota) return false;
    this.#times.push(at);
    return true;
  }
  get times(): readonly number[] {
    return this.#times;
  }
}

function admits(window: { waitMs(at: number): number; take(at: number): void }, at: number): boolean {
  if (window.waitMs(at) > 0) return false;
  window.take(at);
  return true;
}

/** The limit of a key that made so many calls, a millisecond apart, and then got another quota. */
function changed(quota: number, calls: number, next: number, at = 500) {
  const limiter = new QpsLimiter();
  const key = { keyId: "key" };
  for (let call = 0; call < calls; call += 1) limiter.windowOf("cls", quota, key, call).take(call);
  return limiter.windowOf("cls", next, key, at);
}

/** Gaps of nothing, of a hair, of about a slot, and of more than a window. */
const gaps = fc.array(
  fc.oneof(
    fc.constant(0),
    fc.double({ min: 0, max: 3, noNaN: true }),
    fc.integer({ min: 0, max: 400 }),
    fc.constantFrom(999, 999.999, 1000, 1001, 5000),
  ),
  { maxLength: 200 },
);

describe("up to 1,000 per second", () => {
  test("every call is decided exactly as a greedy sliding log decides it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        gaps,
        fc.integer({ min: 0, max: 1e9 }),
        (quota, steps, start) => {
          const window = new ExactWindow(quota);
          const oracle = new NaiveLog(quota);
          let at = start;
          for (const gap of steps) {
            at += gap;
            expect(window.remaining(at)).toBe(quota - oracle.within(at));
            expect(admits(window, at)).toBe(oracle.admits(at));
          }
        },
      ),
      RUNS,
    );
  });

  test("the wait is true: one hair before it no call fits, at its end one does", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), gaps, (quota, steps) => {
        const window = new ExactWindow(quota);
        let at = 0;
        for (const gap of steps) {
          at += Math.round(gap);
          const wait = window.waitMs(at);
          if (wait === 0) window.take(at);
          else {
            expect(wait).toBeLessThanOrEqual(1000);
            expect(Number.isInteger(wait)).toBe(true);
            expect(structuredWait(window, at, wait - 1)).toBe(true);
            at += wait;
            expect(window.waitMs(at)).toBe(0);
            window.take(at);
          }
        }
      }),
      RUNS,
    );

    function structuredWait(window: ExactWindow, at: number, later: number): boolean {
      return later === 0 || window.waitMs(at + later) > 0;
    }
  });

  test("even traffic at the rate is never refused", () => {
    for (const quota of [1, 2, 3, 5, 7, 10, 64, 333, 1000]) {
      const window = new ExactWindow(quota);
      for (let call = 0; call < quota * 5; call += 1) {
        expect(admits(window, Math.ceil((call * 1000) / quota))).toBe(true);
      }
    }
  });

  test("refused calls do not count: hammering leaves the rate as it is", () => {
    const window = new ExactWindow(5);
    let admitted = 0;
    for (let at = 0; at < 10_000; at += 1) if (admits(window, at)) admitted += 1;
    expect(admitted).toBe(50);
  });

  test("a clock that steps back counts as the latest time seen, and locks nobody out", () => {
    const window = new ExactWindow(2);
    expect([admits(window, 5000), admits(window, 100), admits(window, 4999)]).toEqual([true, true, false]);
    expect(admits(window, 6000)).toBe(true);
  });

  test("a changed quota keeps the history", () => {
    expect(changed(10, 6, 4).waitMs(500)).toBe(502);
    expect(changed(10, 6, 8).remaining(500)).toBe(2);
    expect(changed(10, 6, 2000).remaining(500)).toBe(1994);
  });
});

describe("above 1,000 per second", () => {
  test("no span of a second ever holds more than the quota", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1001, max: 1500 }),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 900 }), fc.double({ min: 0, max: 700, noNaN: true })), {
          maxLength: 20,
        }),
        (quota, bursts) => {
          const window = new SteppedWindow(quota);
          const admitted: number[] = [];
          let isTrue = true;
          let most = 0;
          let at = 0.25;
          for (const [calls, gap] of bursts) {
            at += gap;
            for (let call = 0; call < calls; call += 1) {
              const fits = window.remaining(at) > 0;
              isTrue &&= admits(window, at) === fits;
              if (fits) admitted.push(at);
            }
          }
          let oldest = 0;
          for (const [index, time] of admitted.entries()) {
            while ((admitted[oldest] ?? 0) <= time - 1000) oldest += 1;
            most = Math.max(most, index - oldest + 1);
          }
          expect(isTrue).toBe(true);
          expect(most).toBeLessThanOrEqual(quota);
        },
      ),
      { seed: 20261122, numRuns: 30 },
    );
  });

  test("even traffic at the rate gets at least 99.8 percent", () => {
    for (const quota of [EXACT_UP_TO_QPS + 1, 1500, 2000, 10_000]) {
      const window = new SteppedWindow(quota);
      let admitted = 0;
      for (let call = 0; call < quota * 5; call += 1)
        if (admits(window, (call * 1000) / quota)) admitted += 1;
      expect(admitted / (quota * 5)).toBeGreaterThanOrEqual(0.998);
    }
  });

  test("the wait is true, and a silence forgets everything", () => {
    const window = new SteppedWindow(1001);
    for (let call = 0; call < 1001; call += 1) window.take(10.5);
    const wait = window.waitMs(500);
    expect(window.waitMs(500 + wait - 1)).toBeGreaterThan(0);
    expect(window.waitMs(500 + wait)).toBe(0);
    expect(window.remaining(1e9)).toBe(1001);
  });

  test("a changed quota keeps the history", () => {
    expect(changed(1200, 700, 1300, 800).remaining(800)).toBe(600);
    expect(changed(1200, 700, 500, 800).waitMs(800)).toBeGreaterThan(0);
  });
});
