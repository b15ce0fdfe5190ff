import fc from "fast-check";
import { expect, test } from "vitest";
import { QpsLimiter } from "./qps-limiter";

const gaps = fc.array(
  fc.tuple(
    fc.oneof(
      { weight: 8, arbitrary: fc.double({ min: 0, max: 300, noNaN: true }) },
      fc.constantFrom(999, 1000, 30_000, 59_999, 60_000, 119_999, 120_000, 300_000),
    ),
    fc.nat({ max: 3 }),
  ),
  { maxLength: 300 },
);

test("every call is decided as a greedy log decides it, over turns and silences, whatever entries remember", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), gaps, (quota, calls) => {
      const limiter = new QpsLimiter();
      // Two secrets of one key, one of another, and one whose entry is always new.
      const entries = [{ keyId: "a" }, { keyId: "a" }, { keyId: "b" }];
      const admitted = new Map<string, number[]>();
      let at = 0;
      for (const [gap, index] of calls) {
        at += gap;
        const entry = entries[index] ?? { keyId: "b" };
        const window = limiter.windowOf("cls", quota, entry, at);
        const log = (admitted.get(entry.keyId) ?? []).filter((time) => time > at - 1000);
        expect(window.waitMs(at) === 0).toBe(log.length < quota);
        if (log.length < quota) {
          window.take(at);
          log.push(at);
        }
        expect(window.remaining(at)).toBe(quota - log.length);
        admitted.set(entry.keyId, log);
      }
    }),
    { seed: 20261122, numRuns: 100 },
  );
});

test("a limit kept longer than its generation, by an answer under way, is empty and touches nobody else's times", () => {
  const limiter = new QpsLimiter();
  const entry = { keyId: "slow" };
  const window = limiter.windowOf("cls", 2, entry, 0);
  window.take(0);
  for (const at of [61_000, 122_000, 183_000]) limiter.windowOf("cls", 2, { keyId: `${at}` }, at).take(at);
  expect(window.remaining(183_000)).toBe(2);
  expect(limiter.windowOf("cls", 2, { keyId: "183000" }, 183_001).remaining(183_001)).toBe(1);
});
