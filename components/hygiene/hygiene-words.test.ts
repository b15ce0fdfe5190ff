import { expect, test } from "vitest";
import { HYGIENE_REASONS } from "@/lib/hygiene/score";
import { HYGIENE_WORDS, reasonText } from "./hygiene-words";

test.each([
  [{ kind: "in_query", calls: 1204 }, "1,204 calls in URLs in 30 days"],
  [{ kind: "in_query", calls: 1 }, "1 call in URLs in 30 days"],
  [{ kind: "in_query", calls: 0 }, "Accepted in URLs, not used there in 30 days"],
  [{ kind: "many_networks", networks: 41 }, "Called from 41 networks in 30 days"],
  [{ kind: "old", days: 1212 }, "Secret is 1,212 days old"],
  [{ kind: "unused", days: 95, wasUsed: true }, "Not used for 95 days"],
  [{ kind: "unused", days: 95, wasUsed: false }, "Never used in 95 days"],
  [{ kind: "many_products", products: 6, called: 2 }, "6 products, 4 not called in 30 days"],
  [{ kind: "many_products", products: 6, called: 6 }, "6 products"],
] as const)("of %o it is said: %s", (reason, text) => {
  expect(reasonText({ ...reason, points: 1 })).toBe(text);
});

test("every reason has its words, and they are sentences", () => {
  expect(Object.keys(HYGIENE_WORDS)).toEqual([...HYGIENE_REASONS]);
  for (const { why } of Object.values(HYGIENE_WORDS)) expect(why).toMatch(/^[A-Z].*\.$/);
});
