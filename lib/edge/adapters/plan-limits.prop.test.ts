import fc from "fast-check";
import { expect, test } from "vitest";
import { rulingsOf } from "../limits/rulings";
import type { LimitEntry } from "../ports";
import { keyOf, orgOf } from "../testing/fixtures";
import { keyLimits, orgLimits } from "./plan-limits";

const CLASS = {
  id: "cls_tile",
  slug: "tile",
  defaultQps: 7,
  weightRequests: 1,
  weightTransactions: 1,
  paths: [],
};
const SEED = 20261123;

const time = fc.integer({ min: 1, max: 20 });
const entry: fc.Arbitrary<LimitEntry> = fc.record({
  kind: fc.constantFrom("qps" as const, "day" as const, "month" as const),
  unit: fc.constant("requests" as const),
  classId: fc.constantFrom(null, CLASS.id, "cls_other"),
  value: fc.integer({ min: 1, max: 50 }),
  isSoft: fc.constant(false),
  source: fc.constantFrom("contract" as const, "customer" as const),
  from: time,
  until: fc.option(time),
});
const entries = fc
  .array(entry, { maxLength: 8 })
  .map((list) => list.filter(({ from, until }) => until === null || until > from));

const rulingFor = (
  limits: readonly LimitEntry[],
  policy: string,
  now: number,
  defaultQps = CLASS.defaultQps,
) =>
  rulingsOf(keyOf({ limits, org: orgOf({ limits: [] }) }), { ...CLASS, defaultQps }, now).list.find(
    (ruling) => ruling.policy === policy,
  )?.value;

test("at every moment a plan's queries per second hold exactly where the class's default would", () => {
  fc.assert(
    fc.property(
      entries,
      fc.integer({ min: 1, max: 99 }),
      fc.integer({ min: 0, max: 25 }),
      (own, qps, now) => {
        const withPlan = rulingFor(keyLimits(own, { [CLASS.id]: qps }, null), "qps", now);
        expect(withPlan).toBe(rulingFor(own, "qps", now, qps));
        expect(rulingFor(keyLimits(own, { cls_third: qps }, null), "qps", now)).toBe(
          rulingFor(own, "qps", now),
        );
      },
    ),
    { seed: SEED },
  );
});

test("a billing type's quota holds unless a contract for the same thing does, and the customer can only lower it", () => {
  fc.assert(
    fc.property(
      entries,
      fc.integer({ min: 1, max: 99 }),
      fc.integer({ min: 0, max: 25 }),
      (own, quota, now) => {
        const ofKey = own.filter(({ kind, classId }) => kind === "day" && classId === null);
        const holds = ofKey.filter(({ from, until }) => from <= now && (until === null || now < until));
        const isContracted = holds.some(({ source }) => source === "contract");
        const lowest = Math.min(quota, ...holds.map(({ value }) => value));
        const expected = isContracted ? rulingFor(ofKey, "day", now) : lowest;
        expect(rulingFor(keyLimits(ofKey, null, { day: quota, month: null }), "day", now)).toBe(expected);
      },
    ),
    { seed: SEED },
  );
});

test("a plan's quota is the organization's, and a contract takes its place while it holds", () => {
  const quotas = [{ kind: "month" as const, unit: "transactions" as const, value: 9 }];
  const contract: LimitEntry = {
    kind: "month",
    unit: "transactions",
    classId: null,
    value: 50,
    isSoft: false,
    source: "contract",
    from: 10,
    until: 20,
  };
  const at = (now: number) =>
    rulingsOf(keyOf({ org: orgOf({ limits: orgLimits([contract], quotas) }) }), CLASS, now).list.find(
      ({ policy }) => policy === "month-org-transactions" || policy === "month-org",
    );
  expect([at(5)?.value, at(15)?.value, at(20)?.value]).toEqual([9, 50, 9]);
  expect(at(5)).toMatchObject({ unit: "transactions", kind: "month" });
});
