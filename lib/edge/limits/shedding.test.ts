import { expect, test } from "vitest";
import { checkCall } from "../check";
import type { BillingType, KeyStore } from "../ports";
import { generateSecret } from "../secret-format";
import { callOf, depsOf, keyOf, NOON } from "../testing/fixtures";
import { isShed, nextLevel, SHED_ALL } from "./shedding";

const TYPES: BillingType[] = ["free", "evaluation", "freemium", "pay_as_you_grow", "paying"];

test("with growing delay one billing type more is turned away, those who pay last", () => {
  const shedAt = (delayMs: number) => TYPES.filter((type) => isShed(nextLevel(0, delayMs), type));
  expect([99, 100, 200, 350, 600].map((delayMs) => shedAt(delayMs).length)).toEqual([0, 1, 2, 3, 4]);
  expect(shedAt(350)).toEqual(["free", "evaluation", "freemium"]);
  expect(nextLevel(0, 5000)).toBe(SHED_ALL);
  expect(shedAt(5000)).toEqual(TYPES);
});

test("a group comes back only when the delay has fallen to half of what turned it away, one at a time", () => {
  expect(nextLevel(3, 200)).toBe(3);
  expect(nextLevel(3, 174)).toBe(2);
  expect(nextLevel(2, 0)).toBe(1);
  expect(nextLevel(1, 50)).toBe(1);
  expect(nextLevel(1, 49)).toBe(0);
});

test("whoever is turned away is told 503 and when to come back, and nothing is taken", async () => {
  const secret = generateSecret();
  const free = keyOf({ billingType: "free" });
  const keys: KeyStore = { peek: (digest) => (digest === secret ? free : null), load: async () => null };
  const deps = depsOf(keys);
  const call = () => checkCall(callOf({ headers: ["X-API-Key", secret] }), deps, NOON);
  const busy = { ...deps, load: { level: 1 } };
  for (let index = 0; index < 20; index += 1) {
    expect(await checkCall(callOf({ headers: ["X-API-Key", secret] }), busy, NOON)).toMatchObject({
      code: "overloaded",
      retryAfterMs: 1000,
      limits: [],
    });
  }
  expect(await call()).toMatchObject({ kind: "admitted" });
  const full = { ...deps, load: { level: SHED_ALL } };
  expect(await checkCall(callOf(), full, NOON)).toMatchObject({ code: "overloaded", key: null });
});
