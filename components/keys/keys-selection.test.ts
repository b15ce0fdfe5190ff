import { expect, test } from "vitest";
import { between } from "./keys-selection";

const PAGE = ["a", "b", "c", "d"];

test("a range holds both its ends, from either side", () => {
  expect(between(PAGE, "b", "d")).toEqual(["b", "c", "d"]);
  expect(between(PAGE, "d", "b")).toEqual(["b", "c", "d"]);
  expect(between(PAGE, "c", "c")).toEqual(["c"]);
});

test("without a beginning on this page only the key itself is meant", () => {
  expect(between(PAGE, null, "c")).toEqual(["c"]);
  expect(between(PAGE, "of another page", "c")).toEqual(["c"]);
});
