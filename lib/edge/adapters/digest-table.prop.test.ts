import fc from "fast-check";
import { expect, test } from "vitest";
import { DigestTable, ROW } from "./digest-table";

/** Few enough that they come again, and many with one beginning, so that they crowd in one place of the index. */
const digest = fc
  .tuple(fc.constantFrom("\0\0\0\0", "\x01\0\0\0", "\xff\xff\xff\xff", "\x7f\0\0\x80"), fc.nat(40))
  .map(([head, tail]) => head + String.fromCharCode(tail).padEnd(28, "\xfe"));

const step = fc.tuple(fc.boolean(), digest);

test("finds what a Map would, whatever was added and removed before, and keeps what rows hold", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
      const table = new DigestTable();
      const model = new Map<string, number>();
      for (const [index, [isAdding, name]] of steps.entries()) {
        const row = table.find(name);
        expect(row === -1 ? undefined : table.words[row * ROW + 9]).toBe(model.get(name));
        if (isAdding && row === -1) {
          const added = table.add(name);
          expect(table.words[added * ROW + 9]).toBe(0);
          table.words[added * ROW + 9] = index;
          model.set(name, index);
        } else if (!isAdding && row !== -1) {
          table.remove(row);
          model.delete(name);
        }
        expect(table.size).toBe(model.size);
      }
      for (const [name, index] of model) expect(table.words[table.find(name) * ROW + 9]).toBe(index);
    }),
    { seed: 20261122, numRuns: 100 },
  );
});

test("grows without losing any", () => {
  const table = new DigestTable();
  const names = Array.from({ length: 5000 }, (_, at) => String.fromCharCode(at & 255, at >> 8).repeat(16));
  for (const [at, name] of names.entries()) {
    const row = table.add(name);
    table.words[row * ROW + 8] = at;
  }
  expect(names.map((name) => table.words[table.find(name) * ROW + 8])).toEqual(names.map((_, at) => at));
});
