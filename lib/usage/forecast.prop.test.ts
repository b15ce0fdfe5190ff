import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { forecast } from "./forecast";

const SEED = { seed: 20260331, numRuns: 300 };
const count = fc.integer({ min: 0, max: 1_000_000 });

describe("a forecast", () => {
  test("goes on with a week that repeats itself, whatever the day it is asked on", () => {
    fc.assert(
      fc.property(
        fc.array(count, { minLength: 7, maxLength: 7 }),
        fc.integer({ min: 7, max: 40 }),
        fc.integer({ min: 0, max: 40 }),
        (week, days, ahead) => {
          fc.pre((week[0] ?? 0) > 0);
          const past = Array.from({ length: days }, (_, i) => week[i % 7] ?? 0);
          const told = forecast({ past, now: 0, part: 0 }, 7, ahead);
          told.forEach((value, i) => {
            expect(value).toBeCloseTo(week[(days + i) % 7] ?? 0, 3);
          });
        },
      ),
      SEED,
    );
  });

  test("answers one number for the running stretch and one for each ahead, none negative, none beyond what was seen", () => {
    fc.assert(
      fc.property(
        fc.array(count, { minLength: 1, maxLength: 60 }),
        count,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(7, 24, Number.POSITIVE_INFINITY),
        fc.integer({ min: 0, max: 60 }),
        (past, now, part, season, ahead) => {
          const told = forecast({ past, now, part }, season, ahead);
          expect(told).toHaveLength(ahead + 1);
          expect(told[0]).toBeGreaterThanOrEqual(now);
          const most = Math.max(...past, now / Math.max(part, 0.1), now + Math.max(...past, now * 10));
          for (const value of told) {
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(most + 1e-6);
          }
        },
      ),
      SEED,
    );
  });

  test("is as if the time before the first call had not been", () => {
    fc.assert(
      fc.property(
        fc.array(count, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 0, max: 30 }),
        (counted, nothing) => {
          fc.pre((counted[0] ?? 0) > 0);
          const known = { now: 5, part: 0.5 };
          expect(forecast({ past: [...new Array(nothing).fill(0), ...counted], ...known }, 7, 10)).toEqual(
            forecast({ past: counted, ...known }, 7, 10),
          );
        },
      ),
      SEED,
    );
  });

  test("of a stretch that is over ends where it stands, and without a past it goes on at the pace so far", () => {
    expect(forecast({ past: [10, 10], now: 7, part: 1 }, 7, 0)).toEqual([7]);
    expect(forecast({ past: [], now: 50, part: 0.5 }, 7, 2)).toEqual([100, 100, 100]);
    expect(forecast({ past: [], now: 0, part: 0.5 }, 7, 1)).toEqual([0, 0]);
  });
});
