import { expect, test } from "vitest";
import { classQps, type LimitInForce } from "./class-qps";

const TILES = { id: "cls_tiles", defaultQps: 20 };
const limit = (over: Partial<LimitInForce>): LimitInForce => ({
  kind: "qps",
  unit: "requests",
  classId: TILES.id,
  value: 5,
  source: "customer",
  ...over,
});

test.each<[string, LimitInForce[], object]>([
  ["the default of the class", [], { qps: 20, agreed: 20, isContract: false, own: null }],
  ["what the customer set", [limit({})], { qps: 5, agreed: 20, own: 5 }],
  ["the contract", [limit({ source: "contract", value: 90 })], { qps: 90, agreed: 90, isContract: true }],
  [
    "the contract of the class before that of all classes",
    [limit({ source: "contract", classId: null, value: 99 }), limit({ source: "contract", value: 30 })],
    { qps: 30, agreed: 30 },
  ],
  [
    "the contract, where the customer set more while more was agreed",
    [limit({ value: 50 }), limit({ source: "contract", value: 30 })],
    { qps: 30, agreed: 30, own: 50 },
  ],
  ["no limit of another class or kind", [limit({ classId: "cls_x" }), limit({ kind: "day" })], { qps: 20 }],
])("what holds is %s", (_, limits, expected) => {
  expect(classQps(limits, TILES)).toMatchObject(expected);
});
