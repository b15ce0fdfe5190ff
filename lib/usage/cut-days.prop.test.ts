import fc from "fast-check";
import { expect, test } from "vitest";
import { readingOf } from "./cut-days";
import { RESOLUTIONS } from "./resolutions";
import type { Mark, Span, Spans } from "./spans";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./units";

/** A Thursday, with which a week begins. */
const START = Date.UTC(2026, 1, 26);
const DAYS = 9;
const QUARTER_MS = 15 * MINUTE_MS;

/** Midnights of a zone, the one in the middle an hour early or late as when clocks change; some are missing, some more are put in. */
const cuts = fc
  .tuple(
    fc.integer({ min: 0, max: 95 }),
    fc.constantFrom(-4, 0, 4),
    fc.array(fc.integer({ min: 0, max: DAYS * 96 }), { maxLength: 2 }),
  )
  .map(([offset, change, more]) => {
    const midnights = Array.from({ length: DAYS }, (_, i) => i * 96 + offset + (i < DAYS / 2 ? 0 : change));
    return [...new Set([...midnights, ...more])].sort((a, b) => a - b).map((at) => START + at * QUARTER_MS);
  });
const span = fc
  .tuple(fc.integer({ min: 0, max: 24 * DAYS }), fc.integer({ min: 0, max: 24 * DAYS }))
  .map(([a, b]) => ({
    from: START + Math.min(a, b) * HOUR_MS,
    to: START + Math.max(a, b) * HOUR_MS,
  }));
const mark: fc.Arbitrary<Mark> = fc
  .tuple(fc.constantFrom(15, 60, 1440, 10_080), fc.integer({ min: 0, max: DAYS * 1440 }))
  .map(([minutes, at]) => {
    const from = START + Math.floor(at / minutes) * minutes * MINUTE_MS;
    return { from, to: from + minutes * MINUTE_MS };
  });

const stretches = (spans: Spans) =>
  RESOLUTIONS.flatMap(({ id, ms }) => spans[id].map((of) => ({ ...of, ms })));

test("added up by bucket, every quarter hour that is asked for counts once in its own bucket, and none in another", () => {
  fc.assert(
    fc.property(span, cuts, fc.array(mark, { maxLength: 2 }), (asked, cuts, marks) => {
      const { spans, cutDays } = readingOf(asked, cuts, marks);
      const bucketAt = (at: number) => cuts.filter((cut) => cut <= at).length;
      const counted = new Map<string, number>();
      const add = ({ from, to }: Span, at: (quarter: number) => number, by: number) => {
        for (let quarter = from; quarter < to; quarter += QUARTER_MS) {
          const name = `${quarter} in ${bucketAt(at(quarter))}`;
          counted.set(name, (counted.get(name) ?? 0) + by);
        }
      };
      const moved = (at: number) => Math.floor(at / DAY_MS) * DAY_MS + (cutDays?.minute ?? 0) * MINUTE_MS;
      for (const stretch of stretches(spans)) add(stretch, (at) => at, 1);
      for (const day of cutDays?.days ?? []) add(day, moved, 1);
      for (const piece of cutDays === null ? [] : stretches(cutDays.pieces)) {
        add(piece, (at) => at, 1);
        add(piece, moved, -1);
      }

      const left = [...counted].filter(([, count]) => count !== 0);
      const wanted: [string, number][] = [];
      for (let at = asked.from; at < asked.to; at += QUARTER_MS) wanted.push([`${at} in ${bucketAt(at)}`, 1]);
      expect(left.sort()).toEqual(wanted.sort());
    }),
    { seed: 47, numRuns: 300 },
  );
});

test("a day of which something has changed since it was rolled up is not read as a whole, nor is one at the end", () => {
  const midnights = Array.from({ length: 4 }, (_, i) => START + 5 * HOUR_MS + i * DAY_MS);
  const span = { from: START + 5 * HOUR_MS, to: START + 3 * DAY_MS + 5 * HOUR_MS };
  const changed = { from: START + DAY_MS + 8 * HOUR_MS, to: START + DAY_MS + 9 * HOUR_MS };
  expect(readingOf(span, midnights, [changed]).cutDays).toEqual({
    days: [{ from: START + 2 * DAY_MS, to: START + 3 * DAY_MS }],
    pieces: {
      minute: [],
      quarter: [],
      hour: [{ from: START + 2 * DAY_MS, to: START + 2 * DAY_MS + 5 * HOUR_MS }],
      day: [],
      week: [],
    },
    minute: 1439,
  });
});

test("days of UTC, and hours of any zone, are read as they are", () => {
  const span = { from: START, to: START + 4 * DAY_MS };
  const days = Array.from({ length: 4 }, (_, i) => START + i * DAY_MS);
  const hours = Array.from({ length: 96 }, (_, i) => START + (i + 0.5) * HOUR_MS);
  expect([readingOf(span, days, []).cutDays, readingOf(span, hours, []).cutDays]).toEqual([null, null]);
});
