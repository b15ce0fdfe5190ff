import { expect, test } from "vitest";
import { nameProducts, productsIn } from "./name-products";

const MAP = `prd_${"M".repeat(22)}`;
const SEARCH = `prd_${"S".repeat(22)}`;
const names = { [MAP]: "Map Display", [SEARCH]: "Search" };

test("products of a rule are named, with commas between them", () => {
  expect(nameProducts(`products ${MAP} ${SEARCH}`, names)).toBe("valid for Map Display, Search");
  expect(productsIn(`products ${MAP} ${SEARCH}`)).toEqual([MAP, SEARCH]);
});

test("a product that has no name here keeps its ID; the name of nothing is not taken for one", () => {
  expect(nameProducts(`products ${MAP} ${SEARCH}`, { [MAP]: "Map Display" })).toBe(
    `valid for Map Display, ${SEARCH}`,
  );
  expect(nameProducts("products toString", {})).toBe("products toString");
});

test("a rule that names no product is as it was", () => {
  const rule = "day 5000, qps 10";
  expect(nameProducts(rule, names)).toBe(rule);
  expect(productsIn(rule)).toEqual([]);
});
