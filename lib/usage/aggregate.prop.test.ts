import fc from "fast-check";
import { expect, test } from "vitest";
import type { CallKind, UsageRecord } from "@/lib/edge/ports";
import { aggregate } from "./aggregate";
import type { Rollups } from "./rollups";
import { recordOf } from "./testing/record";

const NOW = 1_764_000_000_000;
const HOUR_MS = 3_600_000;

const kind: fc.Arbitrary<CallKind> = fc
  .record({
    orgId: fc.constantFrom("org_a", "org_b"),
    keyId: fc.constantFrom("key_a", "key_b", ""),
    secretId: fc.constantFrom("sec_a", "sec_b"),
    classId: fc.constantFrom("cls_a", "cls_b"),
    endpoint: fc.constantFrom("/a/{b}", "/a/{b}/c"),
    status: fc.constantFrom(200, 403),
    code: fc.constantFrom("", "", "qps_exceeded", "key_disabled"),
    inQuery: fc.boolean(),
    observed: fc.constantFrom([], ["hours" as const]),
    ip: fc.constantFrom("192.0.2.1", "192.0.2.2", "2001:db8::1"),
    agent: fc.constantFrom("", "curl"),
  })
  .map((fields) => {
    const { at, bytesIn, bytesOut, latencyMs, requestId, ...rest } = recordOf(fields);
    return rest;
  });

const call = fc.record({
  of: fc.nat({ max: 5 }),
  at: fc.oneof(fc.nat({ max: 200_000 }), fc.nat({ max: 2 * HOUR_MS })).map((ms) => NOW + ms),
  bytesIn: fc.nat({ max: 100 }),
  bytesOut: fc.nat({ max: 100 }),
  latencyMs: fc.constantFrom(0, 0.5, 1, 20),
});

/** As they would be written: the log's candidates without their kind, the lists in an order of their own. */
function plain({ log, ...sums }: Rollups): unknown {
  const groups = log.map((group) => ({
    ...group,
    candidates: group.candidates.map(({ kind: _, ...record }) => record),
  }));
  const name = (group: object) => JSON.stringify(group);
  return { ...sums, log: groups.sort((a, b) => (name(a) < name(b) ? -1 : 1)) };
}

test("calls that refer to their kind add up to what the same calls add up to one by one", () => {
  fc.assert(
    fc.property(
      fc.array(kind, { minLength: 6, maxLength: 6 }),
      fc.array(call, { minLength: 1, maxLength: 80 }),
      (kinds, calls) => {
        const records = calls.map(({ of, ...own }, at): UsageRecord => {
          const shared = kinds[of] ?? recordOf();
          return { ...shared, ...own, requestId: `req_${at}`, kind: shared };
        });
        const alone = records.map(({ kind: _, ...record }) => record);
        expect(plain(aggregate(records))).toEqual(plain(aggregate(alone)));
      },
    ),
    { seed: 20261123, numRuns: 300 },
  );
});
