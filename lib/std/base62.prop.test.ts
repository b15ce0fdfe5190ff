import fc from "fast-check";
import { expect, test } from "vitest";
import { BASE62_ALPHABET, randomBase62 } from "./base62";

test("any length is drawn from the alphabet alone", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3000 }), (length) => {
      const text = randomBase62(length);
      expect(text).toHaveLength(length);
      expect([...text].every((character) => BASE62_ALPHABET.includes(character))).toBe(true);
    }),
    { seed: 20261122, numRuns: 50 },
  );
});

test("no character is likelier than another, and nothing is handed out twice", () => {
  const draws = 620_000;
  const counts = new Map<string, number>();
  for (const character of randomBase62(draws)) counts.set(character, (counts.get(character) ?? 0) + 1);
  const expected = draws / 62;
  const chiSquared = [...BASE62_ALPHABET]
    .map((character) => ((counts.get(character) ?? 0) - expected) ** 2 / expected)
    .reduce((sum, part) => sum + part, 0);
  // 61 degrees of freedom: one run in 10^9 of a fair source goes beyond.
  expect(chiSquared).toBeLessThan(144);
  expect(new Set(Array.from({ length: 20_000 }, () => randomBase62(22))).size).toBe(20_000);
});
