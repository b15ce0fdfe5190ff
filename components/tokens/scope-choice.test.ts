import { expect, test } from "vitest";
import { scopeParts, wholeScope } from "./scope-choice";

const SLUGS = ["map-display", "search"];

test("begins with all that the key may do", () => {
  expect(scopeParts(wholeScope(SLUGS, "write"), SLUGS)).toEqual(["map-display:write", "search:write"]);
  expect(scopeParts(wholeScope(SLUGS, "read"), SLUGS)).toEqual(["map-display:read", "search:read"]);
});

test("leaves out what is not chosen, keeps the order of the products, and names no product the key has not got", () => {
  expect(scopeParts({ search: "read", "map-display": "none", gone: "write" }, SLUGS)).toEqual([
    "search:read",
  ]);
});
