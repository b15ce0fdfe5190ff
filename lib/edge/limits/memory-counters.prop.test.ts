import fc from "fast-check";
import { expect, test } from "vitest";
import { QpsLimiter } from "../qps-limiter";
import { keyOf, NOON, orgOf } from "../testing/fixtures";
import type { CallLease } from "./call-lease";
import { limitOf } from "./contract";
import type { Taken } from "./counter-store";
import { MemoryCounters } from "./memory-counters";
import { rulingsOf } from "./rulings";

const TILE = {
  id: "cls_tile",
  slug: "tile",
  defaultQps: 5,
  weightRequests: 3,
  weightTransactions: 2,
  paths: [],
};

const HOUR_MS = 3_600_000;

const step = fc.record({
  gap: fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 0, max: 400 }) },
    { weight: 1, arbitrary: fc.constantFrom(1000, HOUR_MS) },
  ),
  address: fc.nat({ max: 2 }),
  /** Which call under way ends before this one, if any. */
  ends: fc.option(
    fc.record({ which: fc.nat({ max: 9 }), isRefunded: fc.boolean(), bytes: fc.nat({ max: 400 }) }),
  ),
});

/** Everything written down, and counted anew for each question. */
class Ledger {
  readonly times: { at: number; address: number }[] = [];
  readonly open: { at: number; hour: number; lease: CallLease | null }[] = [];
  readonly requests: { hour: number }[] = [];
  readonly bytes: { hour: number; bytes: number }[] = [];

  refusals(at: number, hour: number, address: number): string[] {
    const inSecond = this.times.filter((time) => time.at > at - 1000);
    const requests = this.requests.filter((call) => call.hour === hour).length;
    const bytes = this.bytes.filter((call) => call.hour === hour).reduce((sum, call) => sum + call.bytes, 0);
    const refusals = {
      qps: inSecond.length >= 4,
      "qps-address": inSecond.filter((time) => time.address === address).length >= 2,
      "qps-org": inSecond.length >= 3,
      concurrency: this.open.length >= 3,
      hour: requests >= 12,
      "hour-org-transactions": Math.ceil(((requests + 1) * 2) / 3) > 7,
      "hour-bytes": bytes >= 900,
    };
    return Object.entries(refusals).flatMap(([name, isRefused]) => (isRefused ? [name] : []));
  }
}

test("each call is decided as a ledger decides it: by all limits together, taking from all or from none", () => {
  const key = keyOf({
    limits: [
      limitOf({ kind: "qps", value: 4 }),
      limitOf({ kind: "qps_address", value: 2 }),
      limitOf({ kind: "concurrency", value: 3 }),
      limitOf({ kind: "hour", value: 12 }),
      limitOf({ kind: "hour", unit: "bytes", value: 900 }),
    ],
    org: orgOf({
      limits: [limitOf({ kind: "qps", value: 3 }), limitOf({ kind: "hour", unit: "transactions", value: 7 })],
    }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
      const counters = new MemoryCounters({ limiter: new QpsLimiter(), seeds: null, classOf: () => TILE });
      const ledger = new Ledger();
      let at = 0;
      for (const { gap, address, ends } of steps) {
        at += gap;
        const now = NOON + at;
        const hour = Math.floor(now / HOUR_MS);
        const ended = ends === null ? [] : ledger.open.splice(ends.which, 1);
        for (const call of ended) {
          call.lease?.end(ends ?? { isRefunded: false, bytes: 0 });
          if (ends?.isRefunded === true) {
            ledger.requests.splice(
              ledger.requests.findIndex((request) => request.hour === call.hour),
              1,
            );
          } else ledger.bytes.push({ hour: call.hour, bytes: ends?.bytes ?? 0 });
        }
        const expected = ledger.refusals(at, hour, address);
        const taken = counters.take({
          orgId: "org_a",
          rulings: rulingsOf(key, TILE, now).list,
          endpointClass: TILE,
          address: `192.0.2.${address}`,
          at,
          now,
        }) as Taken;
        expect(taken.violated.map(({ policy }) => policy).toSorted()).toEqual(expected.toSorted());
        if (expected.length > 0) continue;
        ledger.times.push({ at, address });
        ledger.requests.push({ hour });
        ledger.open.push({ at, hour, lease: taken.lease });
      }
    }),
    { seed: 20261122, numRuns: 100 },
  );
});

test("waiting as long as a refusal says is enough, and a millisecond less is not", () => {
  const key = keyOf({
    limits: [limitOf({ kind: "qps", value: 3 }), limitOf({ kind: "hour", value: 8 })],
  });
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 20, maxLength: 60 }), (gaps) => {
      const counters = new MemoryCounters({ limiter: new QpsLimiter(), seeds: null, classOf: () => TILE });
      const call = (at: number) =>
        counters.take({
          orgId: "org_a",
          rulings: rulingsOf(key, TILE, NOON + at).list,
          endpointClass: TILE,
          address: "",
          at,
          now: NOON + at,
        }) as Taken;
      let at = 0;
      for (const gap of gaps) {
        at += gap;
        const { waitMs } = call(at);
        if (waitMs === 0) continue;
        expect(call(at + waitMs - 1).waitMs).toBeGreaterThan(0);
        at += waitMs;
        expect(call(at).waitMs).toBe(0);
      }
    }),
    { seed: 20261122, numRuns: 60 },
  );
});
