import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeCursor, encodeCursor, type Position } from "./cursor";
import { ListKeysInput } from "./list-schema";

const list = ListKeysInput.parse({ q: "tiles", sort: "name", direction: "asc" });
const position: fc.Arbitrary<Position> = fc.record({
  side: fc.constantFrom("after", "before"),
  value: fc.string({ unit: "binary", maxLength: 80 }).filter((text) => text.isWellFormed()),
  id: fc.string({ maxLength: 40 }),
});
const options = { seed: 7, numRuns: 500 };

test("a cursor comes back as the position it was made from", () => {
  fc.assert(
    fc.property(position, (at) => {
      expect(decodeCursor("org_a", list, encodeCursor("org_a", list, at))).toEqual(at);
    }),
    options,
  );
});

test("any text at all is a position or invalid input", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      expect(() => decodeCursor("org_a", list, text)).toThrow(
        expect.objectContaining({ code: "invalid_input" }),
      );
    }),
    options,
  );
});

test("a cursor is good for its own organization, search, filters and sort only", () => {
  const cursor = encodeCursor("org_a", list, { side: "after", value: "x", id: "key_1" });
  expect(() => decodeCursor("org_b", list, cursor)).toThrow("first page");
  for (const change of [
    { q: "" },
    { status: ["active"] },
    { traits: ["leaked"] },
    { unusedDays: 30 },
    { expiringDays: 30 },
    { sort: "created" },
    { direction: "desc" },
  ])
    expect(() => decodeCursor("org_a", ListKeysInput.parse({ ...list, ...change }), cursor)).toThrow(
      "first page",
    );
  expect(decodeCursor("org_a", { ...list, limit: 10 }, cursor).id).toBe("key_1");
});
