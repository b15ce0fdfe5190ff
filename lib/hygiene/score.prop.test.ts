import fc from "fast-check";
import { expect, test } from "vitest";
import { NOW } from "@/test/clock";
import {
  CALLS_DAYS,
  FAIR_FROM,
  GOOD_FROM,
  gradeOf,
  HYGIENE_REASONS,
  type HygieneFacts,
  hygieneOf,
  NETWORKS_FEW,
  OLD_DAYS,
  PRODUCTS_FEW,
  UNUSED_DAYS,
  VERY_OLD_DAYS,
} from "./score";

const DAY_MS = 86_400_000;
const ago = (days: number) => new Date(NOW.getTime() - days * DAY_MS).toISOString();

const TIDY: HygieneFacts = {
  createdAt: ago(10),
  lastRotatedAt: null,
  lastUsedAt: ago(0),
  leakedAt: null,
  enforced: ["ip"],
  allowsQuery: false,
  products: 1,
  calls: { inQuery: 0, networks: 1, products: 1 },
};
const of = (over: Partial<HygieneFacts>) => hygieneOf({ ...TIDY, ...over }, NOW);
const reasonsOf = (over: Partial<HygieneFacts>) => of(over).reasons.map(({ points: _, ...reason }) => reason);

const day = fc.nat({ max: 800 }).map(ago);
const facts: fc.Arbitrary<HygieneFacts> = fc.record({
  createdAt: day,
  lastRotatedAt: fc.option(day),
  lastUsedAt: fc.option(day),
  leakedAt: fc.option(day),
  enforced: fc.subarray(["domain", "ip", "userAgent", "country", "hours"]),
  allowsQuery: fc.boolean(),
  products: fc.nat({ max: 9 }),
  calls: fc.record({
    inQuery: fc.nat({ max: 3 }),
    networks: fc.nat({ max: 60 }),
    products: fc.nat({ max: 9 }),
  }),
});

test("a score is 100 less the points of its reasons, never below 0; each kind of reason stands once, in one order", () => {
  fc.assert(
    fc.property(facts, (given) => {
      const { score, grade, reasons } = hygieneOf(given, NOW);
      const points = reasons.map((reason) => reason.points);
      expect(score).toBe(
        Math.max(
          0,
          points.reduce((left, one) => left - one, 100),
        ),
      );
      expect(points.every((one) => one > 0)).toBe(true);
      const kinds = reasons.map(({ kind }) => kind);
      expect(kinds).toEqual(HYGIENE_REASONS.filter((kind) => kinds.includes(kind)));
      expect(grade).toBe(gradeOf(score));
    }),
  );
});

const MENDS: Record<string, (given: HygieneFacts) => Partial<HygieneFacts>> = {
  rotated: () => ({ lastRotatedAt: NOW.toISOString(), leakedAt: null }),
  used: () => ({ lastUsedAt: NOW.toISOString() }),
  "held to addresses": ({ enforced }) => ({ enforced: [...enforced, "ip"] }),
  "refused in the query": () => ({ allowsQuery: false }),
  "narrowed to one product": () => ({ products: 1 }),
};

test.each(Object.entries(MENDS))("a key that is %s never scores lower than before", (_what, mend) => {
  fc.assert(
    fc.property(facts, (given) => {
      const mended = hygieneOf({ ...given, ...mend(given) }, NOW);
      expect(mended.score).toBeGreaterThanOrEqual(hygieneOf(given, NOW).score);
    }),
  );
});

test("a key that was mended in every way has nothing against it", () => {
  fc.assert(
    fc.property(facts, (given) => {
      let mended = given;
      for (const mend of Object.values(MENDS)) mended = { ...mended, ...mend(mended) };
      expect(hygieneOf(mended, NOW)).toEqual({ score: 100, grade: "good", reasons: [] });
    }),
  );
});

test("each reason begins where it says, and tells what it goes by", () => {
  expect(of({})).toEqual({ score: 100, grade: "good", reasons: [] });
  expect(reasonsOf({ leakedAt: ago(1) })).toEqual([{ kind: "leaked", at: ago(1) }]);
  expect(reasonsOf({ enforced: [] })).toEqual([{ kind: "unrestricted" }]);
  expect(reasonsOf({ createdAt: ago(OLD_DAYS - 1) })).toEqual([]);
  expect(reasonsOf({ createdAt: ago(OLD_DAYS) })).toEqual([{ kind: "old", days: OLD_DAYS }]);
  expect(reasonsOf({ createdAt: ago(900), lastRotatedAt: ago(1) })).toEqual([]);
  expect(reasonsOf({ createdAt: ago(100), lastUsedAt: ago(UNUSED_DAYS - 1) })).toEqual([]);
  const unused = { kind: "unused", days: 100, wasUsed: false };
  expect(reasonsOf({ createdAt: ago(100), lastUsedAt: null })).toEqual([unused]);
  expect(reasonsOf({ createdAt: ago(UNUSED_DAYS - 1), lastUsedAt: null })).toEqual([]);
  const wide = { products: PRODUCTS_FEW + 1, calls: { ...TIDY.calls, products: 9 } };
  expect(reasonsOf(wide)).toEqual([{ kind: "many_products", products: 4, called: 4 }]);
  expect(reasonsOf({ products: PRODUCTS_FEW })).toEqual([]);
});

test("many networks count against a key only where nothing says from where it may be called", () => {
  const calls = { ...TIDY.calls, networks: NETWORKS_FEW + 1 };
  expect(reasonsOf({ calls, enforced: ["hours"] })).toEqual([
    { kind: "many_networks", networks: NETWORKS_FEW + 1 },
  ]);
  for (const rule of ["domain", "ip"]) expect(reasonsOf({ calls, enforced: [rule] })).toEqual([]);
  expect(reasonsOf({ enforced: ["hours"], calls: { ...TIDY.calls, networks: NETWORKS_FEW } })).toEqual([]);
});

test("a key that was sent in the query loses more than one that only could be, a very old secret more than an old one", () => {
  const could = of({ allowsQuery: true });
  const was = of({ allowsQuery: true, calls: { ...TIDY.calls, inQuery: 1 } });
  expect(was.score).toBeLessThan(could.score);
  expect(could.score).toBeLessThan(100);
  expect(of({ allowsQuery: false, calls: { ...TIDY.calls, inQuery: 7 } }).score).toBe(100);
  expect(of({ createdAt: ago(VERY_OLD_DAYS) }).score).toBeLessThan(of({ createdAt: ago(OLD_DAYS) }).score);
});

test("a key that leaked is never called better than poor, and the words begin where they say", () => {
  expect(of({ leakedAt: ago(0) }).grade).toBe("poor");
  expect([GOOD_FROM, GOOD_FROM - 1, FAIR_FROM, FAIR_FROM - 1].map(gradeOf)).toEqual([
    "good",
    "fair",
    "fair",
    "poor",
  ]);
  expect(CALLS_DAYS).toBeLessThan(UNUSED_DAYS);
});
