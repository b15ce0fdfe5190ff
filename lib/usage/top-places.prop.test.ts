import fc from "fast-check";
import { expect, test } from "vitest";
import { type Place, seat } from "./top-places";

const PLACES = 8;
/** Few heavy values and a long tail, in flushes of any size. */
const value = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 5 }) },
  { weight: 2, arbitrary: fc.integer({ min: 6, max: 400 }) },
);
const flushes = fc.array(fc.array(value.map(String), { minLength: 1, maxLength: 60 }), { maxLength: 12 });

/** What `addTops` does with the rows of one key, hour and dimension. */
function flush(taken: ReadonlyMap<string, Place>, values: readonly string[]): Map<string, Place> {
  const next = new Map(taken);
  const counts = countsOf(values);
  for (const [name, requests] of counts) {
    const place = next.get(name);
    if (place !== undefined) next.set(name, { ...place, requests: place.requests + requests });
  }
  const newcomers = [...counts].flatMap(([name, requests]) =>
    next.has(name) ? [] : [{ value: name, requests }],
  );
  const { gone, seated } = seat([...next.values()], newcomers, PLACES);
  for (const name of gone) next.delete(name);
  for (const place of seated) next.set(place.value, place);
  return next;
}

function countsOf(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of values) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

test("no call is lost, no heavy value is missed, and what is counted is never too much", () => {
  fc.assert(
    fc.property(flushes, (parts) => {
      const places = parts.reduce(flush, new Map<string, Place>());
      const truth = countsOf(parts.flat());
      const total = parts.flat().length;
      expect(places.size).toBeLessThanOrEqual(PLACES);
      expect([...places.values()].reduce((sum, { requests, unsure }) => sum + requests + unsure, 0)).toBe(
        total,
      );
      for (const [name, count] of truth) {
        if (count > total / PLACES) expect(places.has(name)).toBe(true);
      }
      for (const { value: name, requests, unsure } of places.values()) {
        expect(requests).toBeLessThanOrEqual(truth.get(name) ?? 0);
        expect(requests + unsure).toBeGreaterThanOrEqual(truth.get(name) ?? 0);
        expect(unsure).toBeLessThanOrEqual(total / PLACES);
      }
    }),
    { numRuns: 300 },
  );
});
