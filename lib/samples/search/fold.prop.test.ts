import fc from "fast-check";
import { expect, test } from "vitest";
import { fold } from "./fold";

test("folding twice changes nothing, whatever the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      expect(fold(fold(text))).toBe(fold(text));
    }),
    { seed: 20261122, numRuns: 2000 },
  );
});

test.each([
  ["München", "munchen"],
  ["'s-Hertogenbosch", "s hertogenbosch"],
  ["ŁÓDŹ", "lodz"],
  ["Straße  (Nord)", "strasse nord"],
])("%s is compared as %s", (text, folded) => {
  expect(fold(text)).toBe(folded);
});
