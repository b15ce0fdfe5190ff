import fc from "fast-check";
import { expect, test } from "vitest";
import { RESOLUTIONS } from "./resolutions";
import { type Mark, spansOf } from "./spans";
import { DAY_MS, MINUTE_MS } from "./units";

/** A Thursday, with which a week begins. */
const START = Date.UTC(2026, 1, 26);
const MINUTES = 15 * 1440;

const span = fc
  .tuple(fc.integer({ min: 0, max: MINUTES }), fc.integer({ min: 0, max: MINUTES }))
  .map(([a, b]) => ({
    from: START + Math.min(a, b) * MINUTE_MS,
    to: START + Math.max(a, b) * MINUTE_MS,
  }));
const mark: fc.Arbitrary<Mark> = fc
  .tuple(fc.constantFrom(15, 60, 1440, 10_080), fc.integer({ min: 0, max: MINUTES }))
  .map(([minutes, at]) => {
    const from = START + Math.floor(at / minutes) * minutes * MINUTE_MS;
    return { from, to: from + minutes * MINUTE_MS };
  });

test("every minute that is asked for is read once, in whole stretches, none of which has changed since it was rolled up", () => {
  fc.assert(
    fc.property(
      span,
      fc.array(mark, { maxLength: 8 }),
      fc.uniqueArray(fc.integer({ min: 0, max: MINUTES }), { maxLength: 6 }),
      (asked, marks, given) => {
        const cuts = given.sort((a, b) => a - b).map((minute) => START + minute * MINUTE_MS);
        const spans = spansOf(asked, cuts, marks);
        const read = new Uint8Array(MINUTES);
        for (const { id, ms } of RESOLUTIONS) {
          for (const { from, to } of spans[id]) {
            expect([from % ms, to % ms, from < to]).toEqual([0, 0, true]);
            for (let at = from; at < to; at += MINUTE_MS) {
              const minute = (at - START) / MINUTE_MS;
              read[minute] = (read[minute] ?? 0) + 1;
            }
            for (const { from: begins, to: ends } of marks)
              if (ends - begins <= ms && id !== "minute") expect(begins < to && ends > from).toBe(false);
            for (const at of cuts) if (at > from && at < to) expect((at - from) % ms).toBe(0);
          }
        }
        const [first, end] = [(asked.from - START) / MINUTE_MS, (asked.to - START) / MINUTE_MS];
        expect(Buffer.from(read).equals(new Uint8Array(MINUTES).fill(1, first, end))).toBe(true);
      },
    ),
    { seed: 41, numRuns: 150 },
  );
});

test("a day of a zone half an hour off is read by hours, with quarter hours at its ends only", () => {
  const midnight = START + 18.5 * 60 * MINUTE_MS;
  const span = { from: midnight, to: midnight + 2 * DAY_MS };
  const { quarter, hour, day, minute } = spansOf(span, [midnight, midnight + DAY_MS], []);
  const length = (spans: typeof hour) => spans.reduce((sum, { from, to }) => sum + to - from, 0);
  expect([length(minute), length(quarter), length(hour), length(day)]).toEqual([
    0,
    120 * MINUTE_MS,
    46 * 60 * MINUTE_MS,
    0,
  ]);
});

test("a month that is rolled up is read by its weeks and days, and by minutes only at its end", () => {
  const now = START + 30 * DAY_MS + 61 * MINUTE_MS;
  const marks = [
    { from: now - 61 * MINUTE_MS, to: now - 61 * MINUTE_MS + DAY_MS },
    { from: now - MINUTE_MS, to: now + 14 * MINUTE_MS },
  ];
  const spans = spansOf({ from: START, to: now + 1 }, [], marks);
  expect(spans).toEqual({
    week: [{ from: START, to: START + 28 * DAY_MS }],
    day: [{ from: START + 28 * DAY_MS, to: START + 30 * DAY_MS }],
    hour: [{ from: START + 30 * DAY_MS, to: START + 30 * DAY_MS + 60 * MINUTE_MS }],
    quarter: [],
    minute: [{ from: now - MINUTE_MS, to: now + MINUTE_MS }],
  });
});
