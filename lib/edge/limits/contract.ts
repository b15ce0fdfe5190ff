import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LimitEntry } from "../ports";
import { keyOf, orgOf } from "../testing/fixtures";
import type { Claim, CounterStore, Taken } from "./counter-store";
import { rulingsOf } from "./rulings";

/** A kind of counter store, and the time it lives in. */
export type CountersUnderTest = {
  readonly counters: CounterStore;
  /** What the clocks show now. */
  clock(): { readonly at: number; readonly now: number };
  /** Returns once so much time has gone by. */
  pass(ms: number): Promise<void>;
  stop(): Promise<void>;
};

const TILE = {
  id: "cls_tile",
  slug: "tile",
  defaultQps: 100_000,
  weightRequests: 15,
  weightTransactions: 1,
  paths: [],
};

let owners = 0;

/** A contract without end; a day has begun long ago and is far from over in every test. */
export function limitOf(over: Partial<LimitEntry>): LimitEntry {
  return {
    kind: "day",
    unit: "requests",
    classId: null,
    value: 1,
    isSoft: false,
    source: "contract",
    from: 0,
    until: null,
    ...over,
  };
}

/** The promises every `CounterStore` keeps; run for each kind of store there is. */
export function counterStoreContract(name: string, make: () => Promise<CountersUnderTest>): void {
  describe(`${name} keeps the contract of a counter store`, () => {
    let it: CountersUnderTest;
    beforeAll(async () => {
      it = await make();
    });
    afterAll(() => it.stop());

    /** A new key in a new org with these limits, and how to make a call with it. */
    const caller = (limits: LimitEntry[], ofOrg: LimitEntry[] = []) => {
      owners += 1;
      const [keyId, orgId] = [`key_contract${owners}`, `org_contract${owners}`];
      const key = keyOf({ keyId, orgId, limits, org: orgOf({ orgId, limits: ofOrg }) });
      return (over: { address?: string; keyId?: string; limits?: LimitEntry[] } = {}): Promise<Taken> => {
        const clock = it.clock();
        const asking = { ...key, keyId: over.keyId ?? keyId, limits: over.limits ?? limits };
        const claim: Claim = {
          orgId,
          rulings: rulingsOf(asking, TILE, clock.now).list,
          endpointClass: TILE,
          address: over.address ?? "192.0.2.1",
          ...clock,
        };
        return Promise.resolve(it.counters.take(claim));
      };
    };
    const times = async (count: number, call: () => Promise<Taken>) => {
      const taken: Taken[] = [];
      for (let index = 0; index < count; index += 1) taken.push(await call());
      return taken;
    };
    const admitted = (taken: readonly Taken[]) =>
      taken.filter(({ violated }) => violated.length === 0).length;

    test("of many calls at once exactly as many are admitted as may be in a second, and again a second later", async () => {
      const call = caller([limitOf({ kind: "qps", classId: TILE.id, value: 20 })]);
      for (let second = 0; second < 2; second += 1) {
        const taken = await Promise.all(Array.from({ length: 60 }, () => call()));
        expect(admitted(taken)).toBe(20);
        const refused = taken.find(({ violated }) => violated.length > 0);
        expect(refused?.violated.map(({ policy }) => policy)).toEqual(["qps"]);
        expect(refused?.waitMs).toBeGreaterThan(0);
        // A store that is asked counts from when it was, which is a moment later.
        expect(refused?.waitMs).toBeLessThan(1100);
        await it.pass(1010);
      }
    });

    test("a call that one limit refuses takes nothing of the others", async () => {
      const qps = limitOf({ kind: "qps", classId: TILE.id, value: 5 });
      const call = caller([qps, limitOf({ value: 2 })]);
      const taken = await times(6, call);
      expect(admitted(taken)).toBe(2);
      expect(taken[5]?.violated.map(({ policy }) => policy)).toEqual(["day"]);
      expect(admitted(await times(5, () => call({ limits: [qps] })))).toBe(3);
    });

    test("of several refusals the one that lasts longest is the first", async () => {
      const call = caller([limitOf({ kind: "qps", classId: TILE.id, value: 1 }), limitOf({ value: 1 })]);
      const [, second] = await times(2, call);
      expect(second?.violated.map(({ policy }) => policy)).toEqual(["day", "qps"]);
      expect(second?.waitMs).toBeGreaterThan(1000);
    });

    test("places of calls under way are given back once, however often a call says that it has ended", async () => {
      const call = caller([limitOf({ kind: "concurrency", value: 2 })]);
      const [first, second, third] = await times(3, call);
      expect(third?.violated.map(({ policy }) => policy)).toEqual(["concurrency"]);
      expect(third?.lease).toBeNull();
      first?.lease?.end({ isRefunded: false, bytes: 1 });
      first?.lease?.end({ isRefunded: true, bytes: 1 });
      expect(admitted(await times(2, call))).toBe(1);
      second?.lease?.end({ isRefunded: true, bytes: 0 });
      expect(admitted(await times(2, call))).toBe(1);
    });

    test("an org's ceilings count the calls of all its keys", async () => {
      const call = caller(
        [],
        [limitOf({ kind: "qps", value: 3 }), limitOf({ kind: "concurrency", value: 2 })],
      );
      const [a, b, c] = [await call(), await call({ keyId: "key_other" }), await call()];
      expect(c?.violated.map(({ policy }) => policy)).toEqual(["concurrency-org"]);
      for (const taken of [a, b]) taken?.lease?.end({ isRefunded: false, bytes: 0 });
      const [d, e] = [await call({ keyId: "key_third" }), await call()];
      expect(admitted([d])).toBe(1);
      expect(e?.violated.map(({ policy }) => policy)).toEqual(["qps-org"]);
    });

    test("each client address inside a key has its own queries per second", async () => {
      const call = caller([limitOf({ kind: "qps_address", value: 2 })]);
      const one = await times(3, () => call({ address: "192.0.2.1" }));
      expect(admitted(one)).toBe(2);
      expect(one[2]?.violated.map(({ policy }) => policy)).toEqual(["qps-address"]);
      expect(admitted(await times(3, () => call({ address: "2001:db8:0:1::/64" })))).toBe(2);
    });

    test("a quota of requests is never passed by calls at once, and gets back what was for nothing", async () => {
      const call = caller([limitOf({ value: 50 })]);
      const taken = await Promise.all(Array.from({ length: 120 }, () => call()));
      expect(admitted(taken)).toBe(50);
      for (const { lease } of taken.filter(({ lease }) => lease !== null).slice(0, 3)) {
        lease?.end({ isRefunded: true, bytes: 0 });
      }
      expect(admitted(await times(6, call))).toBe(3);
    });

    test("fifteen requests are one transaction, rounded up per period", async () => {
      const call = caller([limitOf({ unit: "transactions", value: 2 })]);
      const taken = await times(33, call);
      expect(admitted(taken)).toBe(30);
      expect(taken[32]?.violated.map(({ policy }) => policy)).toEqual(["day-transactions"]);
    });

    test("bytes are counted at the end of a call, so only what was under way passes the quota", async () => {
      const call = caller([limitOf({ unit: "bytes", value: 1000 })]);
      const [first, second] = await times(2, call);
      first?.lease?.end({ isRefunded: false, bytes: 700 });
      second?.lease?.end({ isRefunded: true, bytes: 700 });
      const third = await call();
      expect(third.violated).toEqual([]);
      third.lease?.end({ isRefunded: false, bytes: 700 });
      expect((await call()).violated.map(({ policy }) => policy)).toEqual(["day-bytes"]);
    });

    test("what is left is told", async () => {
      const call = caller([limitOf({ kind: "qps", classId: TILE.id, value: 4 }), limitOf({ value: 10 })]);
      const { at } = it.clock();
      const { limits } = await call();
      expect(limits.map((limit) => [limit.policy, limit.quota, limit.windowSeconds])).toEqual([
        ["qps", 4, 1],
        ["day", 10, 86_400],
      ]);
      expect(limits.map((limit) => limit.remaining(at))).toEqual([3, 9]);
      expect(limits[1]?.resetSeconds?.(at)).toBeLessThanOrEqual(86_400);
    });
  });
}
