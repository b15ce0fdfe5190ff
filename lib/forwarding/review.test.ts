import { beforeEach, expect, test } from "vitest";
import { type KeyEntry, type KeyStore, StoreUnavailable } from "@/lib/edge/ports";
import { generateSecret } from "@/lib/edge/secret-format";
import { callOf, depsOf, keyOf, NOON, productOf } from "@/lib/edge/testing/fixtures";
import { Review } from "./review";

const SECRET = generateSecret();
const HOUR = 3_600_000;

let known: KeyEntry | null | undefined;
let load: KeyStore["load"];
let ended: string[];
beforeEach(() => {
  known = keyOf();
  load = async () => null;
  ended = [];
});

function review(deps = depsOf({ peek: () => known, load: (...asked) => load(...asked) })) {
  const call = callOf({ headers: ["X-API-Key", SECRET], arrivedAt: 1_000 });
  return new Review(call, deps, (code, reason) => ended.push(`${code} ${reason}`));
}

/** Lets what was asked for be answered. */
const answered = () => new Promise((resolve) => setImmediate(resolve));

test("a call that would be admitted goes on, and is taken from no limit by being asked about", () => {
  const deps = depsOf({ peek: () => known, load: async () => null });
  const kept = review(deps);
  for (let at = 1_500; at < 20_000; at += 500) kept.ask(NOON + at, at);
  expect(ended).toEqual([]);
  const window = deps.limiter.windowOf(productOf().classes[0]?.id ?? "", 5, keyOf(), 20_000);
  expect(window.remaining(20_000)).toBe(5);
});

test.each<[string, Partial<KeyEntry>, string]>([
  ["disabled", { disabledAt: NOON }, "key_disabled"],
  ["of a suspended organization", { org: { ...keyOf().org, suspendedAt: NOON } }, "org_suspended"],
  ["retired", { secretStatus: "retired" }, "key_retired"],
  ["past its expiry", { expiresAt: NOON }, "key_expired"],
  ["past its last day after a rotation", { secretStatus: "retiring", retiresAt: NOON }, "key_retired"],
  ["no longer for this product", { productIds: [] }, "product_not_allowed"],
  [
    "restricted meanwhile",
    { restrictions: [{ kind: "ip", isEnforced: true, judge: () => ({ saw: "", rule: "" }) }] },
    "ip_not_allowed",
  ],
])("a key that is %s ends it", (_, over, code) => {
  const kept = review();
  kept.ask(NOON - 1, 1_500);
  expect(ended).toEqual([]);
  known = keyOf(over);
  kept.ask(NOON, 2_000);
  expect(ended).toEqual([`1008 ${code}`]);
});

test("a key that was deleted ends it, once the store has said so", async () => {
  const kept = review();
  known = undefined;
  kept.ask(NOON, 1_500);
  await answered();
  expect(ended).toEqual(["1008 key_invalid"]);
});

test("a store that is away ends it after five seconds, not before; one that comes back in time never does", async () => {
  const kept = review();
  known = undefined;
  load = () => Promise.reject(new StoreUnavailable("away"));
  for (let at = 1_500; at < 6_000; at += 500) {
    kept.ask(NOON, at);
    await answered();
  }
  known = keyOf();
  kept.ask(NOON, 6_000);
  known = undefined;
  for (let at = 6_500; at < 11_000; at += 500) {
    kept.ask(NOON, at);
    await answered();
  }
  expect(ended).toEqual([]);
  kept.ask(NOON, 11_000);
  await answered();
  expect(ended).toEqual(["1008 keys_unavailable"]);
});

test("a store that does not answer at all is one that is away", () => {
  const kept = review();
  known = undefined;
  load = () => new Promise(() => undefined);
  for (let at = 1_500; at < 6_000; at += 500) kept.ask(NOON, at);
  expect(ended).toEqual([]);
  kept.ask(NOON, 6_000);
  expect(ended).toEqual(["1008 keys_unavailable"]);
});

test("after an hour its client may come back", () => {
  const kept = review();
  kept.ask(NOON, 1_000 + HOUR - 1);
  expect(ended).toEqual([]);
  kept.ask(NOON, 1_000 + HOUR);
  expect(ended).toEqual(["1001 an hour is over"]);
});
