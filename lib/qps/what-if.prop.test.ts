import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Demand, demandOf } from "./demand";
import { REPLAY_EXACT_UP_TO, whatIf } from "./what-if";

const RUNS = { seed: 20261123, numRuns: 150 };
const START = 1_772_452_800;

/** The definition, call by call: refused when `limit` calls were admitted less than a second before. Moments as fractions. */
function bruteForce(calls: readonly number[], limit: number): number {
  const admitted: { second: number; over: number; under: number }[] = [];
  let refused = 0;
  for (const [second, n] of calls.entries()) {
    for (let call = 0; call < n; call += 1) {
      const at = { second, over: 2 * call + 1, under: 2 * n };
      let inSpan = 0;
      for (let back = admitted.length - 1; back >= 0 && inSpan < limit; back -= 1) {
        const earlier = admitted[back];
        if (earlier === undefined) break;
        const age = at.second - earlier.second;
        if (age > 1 || (age === 1 && earlier.over * at.under <= at.over * earlier.under)) break;
        inSpan += 1;
      }
      if (inSpan >= limit) refused += 1;
      else admitted.push(at);
    }
  }
  return refused;
}

/** Traffic with a base, bursts, silence and long runs of the same. */
const series = (most: number) =>
  fc
    .array(
      fc.tuple(
        fc.oneof(fc.constant(0), fc.integer({ min: 0, max: most }), fc.integer({ min: 0, max: most * 3 })),
        fc.integer({ min: 1, max: 4 }),
      ),
      { maxLength: 25 },
    )
    .map((parts) => parts.flatMap(([n, times]) => new Array<number>(times).fill(n)));

describe("a replay", () => {
  test("refuses exactly as many calls as one call by call does, for limits up to 100", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: REPLAY_EXACT_UP_TO }),
        fc.integer({ min: 1, max: 80 }),
        (limit, most) =>
          fc.assert(
            fc.property(series(most), (calls) => {
              const demand = demandOf(calls, START);
              expect(whatIf(demand, limit)).toMatchObject({
                breaches: bruteForce(calls, limit),
                isExact: true,
              });
            }),
            { ...RUNS, numRuns: 12 },
          ),
      ),
      { ...RUNS, numRuns: 60 },
    );
  });

  test("above 100 is within 1 percent of the calls", () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: REPLAY_EXACT_UP_TO + 1, max: 1200 })
          .chain((limit) => fc.tuple(fc.constant(limit), series(limit))),
        ([limit, calls]) => {
          const demand = demandOf(calls, START);
          const off = Math.abs(whatIf(demand, limit).breaches - bruteForce(calls, limit));
          expect(off).toBeLessThanOrEqual(demand.calls / 100);
        },
      ),
      RUNS,
    );
  });

  test("of a demand that tells fewer seconds is the same for every limit from its floor on", () => {
    fc.assert(
      fc.property(
        series(40),
        fc.integer({ min: 3, max: 60 }),
        fc.integer({ min: 0, max: 60 }),
        (calls, most, above) => {
          const short = demandOf(calls, START, most);
          const limit = Math.max(1, short.floor + above);
          expect(whatIf(short, limit)).toEqual(
            whatIf(demandOf(calls, START, Number.POSITIVE_INFINITY), limit),
          );
        },
      ),
      { ...RUNS, numRuns: 1000 },
    );
  });

  test("below the floor judges quiet seconds each by itself, and says that this is not exact", () => {
    const demand = demandOf([...new Array<number>(50).fill(5), 31, 2], START, 3);
    expect(demand).toMatchObject({ floor: 5, calls: 283, peak: 31, peakAt: START + 50 });
    expect(whatIf(demand, 4)).toMatchObject({ isExact: false, breaches: bruteForce([5, 31, 2], 4) + 49 });
  });

  test("refuses nothing at the peak", () => {
    fc.assert(
      fc.property(series(60), (calls) => {
        const demand = demandOf(calls, START);
        expect(whatIf(demand, Math.max(1, demand.peak))).toMatchObject({ breaches: 0, seconds: 0 });
      }),
      RUNS,
    );
  });
});

test("a demand is what it says: calls add up, what is told keeps to its number, what is not is at or below the floor", () => {
  fc.assert(
    fc.property(series(30), fc.integer({ min: 3, max: 60 }), (calls, most) => {
      const demand = Demand.parse(demandOf(calls, START, most));
      expect(demand.stretches.flatMap(([, seconds]) => seconds).length).toBeLessThanOrEqual(most);
      const told = demand.stretches.flatMap(([times, seconds]) => seconds.map((n) => n * times));
      const quiet = demand.quiet.map(([n, count]) => n * count);
      expect([...told, ...quiet].reduce((all, n) => all + n, 0)).toBe(demand.calls);
      expect(Math.max(0, ...demand.quiet.map(([n]) => n))).toBeLessThanOrEqual(demand.floor);
    }),
    RUNS,
  );
});

test("the same burst many times is told once, so that the floor stays low", () => {
  const day = Array.from({ length: 86_400 }, (_, second) => (second % 60 === 7 ? 31 : 2 + (second % 3)));
  const demand = demandOf(day, START, 10);
  expect(demand).toMatchObject({ floor: 4, stretches: [[1440, [2, 31, 4]]], peak: 31, peakAt: START + 7 });
  expect(whatIf(demand, 25)).toEqual({ limit: 25, breaches: 6 * 1440, seconds: 1440, isExact: true });
});
