import { expect, test } from "vitest";
import { UsageQuery } from "@/lib/usage/schemas";
import { detailOf, loadUsageParams, queryOf, rangeOf } from "./usage-params";

const PRODUCTS = [{ id: "prd_1", slug: "map-display", name: "Map Display" }];

const inUtc = async (search: string) =>
  queryOf(await loadUsageParams(new URLSearchParams(search)), "UTC", PRODUCTS);

test("an empty address asks for the last 24 hours, by hour", async () => {
  expect(await inUtc("")).toEqual({
    range: { preset: "24h" },
    detail: "hour",
    timeZone: "UTC",
    keys: [],
    products: [],
    compare: "",
  });
});

test("any address makes a query that the server's schema takes", async () => {
  for (const search of [
    "range=1h&detail=day",
    "range=nonsense&detail=nonsense",
    "from=2026-03-01&to=2026-03-31&detail=minute",
    "from=2026-03-05&to=2026-03-01",
    "from=2026-02-31",
    "key=key_1,key_2&product=map-display",
    "start=2026-03-01T10:00:00.000Z&end=2026-03-01T12:00:00.000Z&compare=previous",
    "start=2026-03-01T10:00:00.000Z&end=2026-02-01T12:00:00.000Z",
    "start=2020-03-01T10:00:00.000Z&end=2026-02-01T12:00:00.000Z",
    `key=${Array.from({ length: 80 }, (_, i) => `key_${i}`).join(",")}`,
  ]) {
    expect(UsageQuery.safeParse(await inUtc(search)).error).toBeUndefined();
  }
});

test("two days in order win over a preset, half a range does not", async () => {
  expect((await inUtc("range=7d&from=2026-03-01&to=2026-03-03")).range).toEqual({
    from: "2026-03-01",
    to: "2026-03-03",
  });
  expect((await inUtc("range=7d&from=2026-03-01")).range).toEqual({ preset: "7d" });
});

test("a detail the range does not allow gives way to the range's own", async () => {
  const params = await loadUsageParams(new URLSearchParams("range=30d&detail=minute"));
  expect(rangeOf(params)).toEqual({ preset: "30d" });
  expect(detailOf(params)).toBe("day");
});

test("products are slugs in the address and IDs in the query; one nobody knows is left for the server to refuse", async () => {
  expect((await inUtc("product=map-display,gone")).products).toEqual(["prd_1", "gone"]);
});
