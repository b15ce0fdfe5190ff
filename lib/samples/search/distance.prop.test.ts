import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editDistance } from "./distance";

/** The textbook's full table, without bounds. */
function fullDistance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      let cost = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, at(i - 2, j - 2) + 1);
      }
      const row = rows[i];
      if (row) row[j] = cost;
    }
  }
  return at(a.length, b.length);
}

const word = fc.string({ unit: fc.constantFrom("a", "b", "c", "d"), maxLength: 9 });

describe("editDistance", () => {
  test("agrees with the full table wherever the distance is within the bound", () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 3 }), (query, name, most) => {
        expect(editDistance(query, name, most).whole).toBe(Math.min(fullDistance(query, name), most + 1));
      }),
      { seed: 20261122, numRuns: 2000 },
    );
  });

  test("the distance to the start is the least over all starts of the name", () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 3 }), (query, name, most) => {
        const starts = Array.from({ length: name.length + 1 }, (_, end) => name.slice(0, end));
        const least = Math.min(...starts.map((start) => fullDistance(query, start)));
        expect(editDistance(query, name, most).start).toBe(Math.min(least, most + 1));
      }),
      { seed: 20261122, numRuns: 2000 },
    );
  });
});
