import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { burnDown, usedBy } from "./burn-down";

const SEED = { seed: 20260331, numRuns: 300 };
const HOUR = 3_600_000;

describe("what was used", () => {
  const amounts = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 24, maxLength: 24 });

  test("of requests and bytes is their sum; of transactions each class's own, rounded up over the period", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(amounts, amounts, fc.integer({ min: 1, max: 20 })), { minLength: 1, maxLength: 4 }),
        (given) => {
          const classes = given.map(([requests, bytes, weightRequests], i) => ({
            weight: { id: `cls_${i}`, weightRequests, weightTransactions: 1 },
            requests,
            bytes,
          }));
          const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
          expect(usedBy("requests", classes, 24).at(-1)).toBe(sum(classes.map((one) => sum(one.requests))));
          expect(usedBy("bytes", classes, 24).at(-1)).toBe(sum(classes.map((one) => sum(one.bytes))));
          expect(usedBy("transactions", classes, 24).at(-1)).toBe(
            sum(classes.map((one) => Math.ceil(sum(one.requests) / one.weight.weightRequests))),
          );
        },
      ),
      SEED,
    );
  });
});

describe("a quota that goes down", () => {
  const starts = Array.from({ length: 24 }, (_, i) => i * HOUR);
  const rising = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 24, maxLength: 24 }).map((steps) => {
    let sum = 0;
    return steps.map((step) => {
      sum += step;
      return sum;
    });
  });

  test("never shows less than nothing, knows nothing ahead and forecasts nothing behind", () => {
    fc.assert(
      fc.property(
        rising,
        fc.integer({ min: 0, max: 2_400 }),
        fc.integer({ min: 0, max: 24 * HOUR - 1 }),
        (used, limit, nowMs) => {
          const running = Math.floor(nowMs / HOUR);
          const usedNow = used[running - 1] ?? 0;
          const { left, ahead } = burnDown(limit, { starts, endMs: 24 * HOUR, nowMs }, used, usedNow);
          left.forEach((value, i) => {
            if (i > running) expect(value).toBeNull();
            else expect(value).toBeGreaterThanOrEqual(0);
          });
          ahead.forEach((value, i) => {
            if (i < running) expect(value).toBeNull();
            else expect(value).toBeGreaterThanOrEqual(0);
          });
          expect(ahead[running]).toBe(left[running]);
        },
      ),
      SEED,
    );
  });

  test("runs out between now and the end exactly when the forecast reaches the limit", () => {
    fc.assert(
      fc.property(
        rising,
        fc.integer({ min: 1, max: 2_400 }),
        fc.integer({ min: 0, max: 24 * HOUR - 1 }),
        (used, limit, nowMs) => {
          const usedNow = used[Math.floor(nowMs / HOUR) - 1] ?? 0;
          const { runsOutMs, expected } = burnDown(limit, { starts, endMs: 24 * HOUR, nowMs }, used, usedNow);
          expect(expected).toBe(used.at(-1));
          expect(runsOutMs !== null).toBe(expected >= limit);
          if (runsOutMs !== null) {
            expect(runsOutMs).toBeGreaterThanOrEqual(nowMs);
            expect(runsOutMs).toBeLessThanOrEqual(24 * HOUR);
          }
        },
      ),
      SEED,
    );
  });

  test("that lies half way at noon and goes on evenly runs out at its end", () => {
    const used = starts.map((_, i) => (i + 1) * 10);
    const period = { starts, endMs: 24 * HOUR, nowMs: 12 * HOUR };
    expect(burnDown(240, period, used, 120).runsOutMs).toBe(24 * HOUR);
    expect(burnDown(180, period, used, 120).runsOutMs).toBe(18 * HOUR);
    expect(burnDown(241, period, used, 120).runsOutMs).toBeNull();
  });
});
