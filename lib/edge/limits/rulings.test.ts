import { describe, expect, test } from "vitest";
import { keyOf, NOON, orgOf } from "../testing/fixtures";
import { limitOf } from "./contract";
import { RulingsCache, rulingsOf } from "./rulings";

const TILE = {
  id: "cls_tile",
  slug: "tile",
  defaultQps: 5,
  weightRequests: 1,
  weightTransactions: 1,
  paths: [],
};
const qps = (limits: Parameters<typeof limitOf>[0][], now = NOON) =>
  rulingsOf(keyOf({ limits: limits.map((limit) => limitOf({ kind: "qps", ...limit })) }), TILE, now).list[0]
    .value;

describe("queries per second of a key in a class", () => {
  test("come from the class where nothing else was agreed", () => {
    expect(qps([])).toBe(5);
    expect(qps([{ classId: "cls_other", value: 50 }])).toBe(5);
  });
  test("a contract takes the place of the default, higher or lower", () => {
    expect(qps([{ classId: "cls_tile", value: 50 }])).toBe(50);
    expect(qps([{ classId: "cls_tile", value: 2 }])).toBe(2);
  });
  test("a contract without a class holds in each class that has none of its own", () => {
    expect(qps([{ value: 20 }])).toBe(20);
    expect(qps([{ value: 20 }, { classId: "cls_tile", value: 7 }])).toBe(7);
  });
  test("the customer can only lower them", () => {
    expect(qps([{ classId: "cls_tile", value: 50, source: "customer" }])).toBe(5);
    expect(qps([{ classId: "cls_tile", value: 3, source: "customer" }])).toBe(3);
    expect(qps([{ value: 50 }, { value: 40, source: "customer" }])).toBe(40);
  });
  test("a grant begins and ends by itself, in what was there before", () => {
    const limits = [
      { value: 10, from: 0 },
      { value: 80, from: NOON, until: NOON + 1000 },
    ];
    expect([NOON - 1, NOON, NOON + 999, NOON + 1000].map((now) => qps(limits, now))).toEqual([
      10, 80, 80, 10,
    ]);
  });
});

describe("other limits", () => {
  const policies = (key: Parameters<typeof keyOf>[0]) =>
    rulingsOf(keyOf(key), TILE, NOON).list.map(({ policy, value }) => `${policy} ${value}`);

  test("hold for the key and for the org, each under its own name", () => {
    expect(
      policies({
        limits: [
          limitOf({ kind: "month", value: 50_000 }),
          limitOf({ kind: "day", unit: "bytes", value: 7 }),
          limitOf({ kind: "concurrency", value: 3 }),
          limitOf({ kind: "qps_address", value: 1 }),
          limitOf({ kind: "hour", classId: "cls_other", value: 1 }),
        ],
        org: orgOf({
          limits: [
            limitOf({ kind: "qps", value: 100 }),
            limitOf({ kind: "month", unit: "transactions", value: 9 }),
            limitOf({ kind: "concurrency", value: 30 }),
          ],
        }),
      }),
    ).toEqual([
      "qps 5",
      "month 50000",
      "day-bytes 7",
      "concurrency 3",
      "qps-address 1",
      "qps-org 100",
      "month-org-transactions 9",
      "concurrency-org 30",
    ]);
  });

  test("what the customer set lowers a contract and stands alone where there is none", () => {
    const lowered = [limitOf({ value: 100 }), limitOf({ value: 20, source: "customer" })];
    const raised = [limitOf({ value: 100 }), limitOf({ value: 200, source: "customer" })];
    expect(policies({ limits: lowered })).toEqual(["qps 5", "day 20"]);
    expect(policies({ limits: raised })).toEqual(["qps 5", "day 100"]);
    expect(policies({ limits: [limitOf({ value: 20, source: "customer" })] })).toEqual(["qps 5", "day 20"]);
  });

  test("what has ended or not begun is no limit", () => {
    const limits = [limitOf({ value: 1, until: NOON }), limitOf({ value: 2, from: NOON + 1 })];
    expect(policies({ limits })).toEqual(["qps 5"]);
  });
});

test("worked out once per entry and class, and anew when a limit begins or ends or the class changes", () => {
  const cache = new RulingsCache();
  const key = keyOf({ limits: [limitOf({ value: 1, from: NOON, until: NOON + 1000 })] });
  const before = cache.of(key, TILE, NOON - 1);
  expect(cache.of(key, TILE, NOON - 2)).toBe(before);
  expect(before.list).toHaveLength(1);
  const during = cache.of(key, TILE, NOON);
  expect(during.list).toHaveLength(2);
  expect(cache.of(key, TILE, NOON + 999)).toBe(during);
  expect(cache.of(key, TILE, NOON + 1000).list).toHaveLength(1);
  expect(cache.of(key, { ...TILE, defaultQps: 9 }, NOON + 1000).list[0].value).toBe(9);
});
