import fc from "fast-check";
import { expect, test } from "vitest";
import type { UsageRecord } from "@/lib/edge/ports";
import { generateSecret } from "@/lib/edge/secret-format";
import { decodeLine, encodeLine } from "./line";

const CALL: UsageRecord = {
  at: 1_764_000_000_123,
  orgId: "org_0000000000000000000001",
  keyId: "key_0000000000000000000001",
  secretId: "sec_0000000000000000000001",
  productId: "prd_0000000000000000000001",
  classId: "cls_0000000000000000000001",
  status: 200,
  code: "",
  bytesIn: 0,
  bytesOut: 4096,
  latencyMs: 13,
  ip: "2001:db8::1",
};
const hostile = fc.string({ unit: "binary", maxLength: 60 });
const count = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const record: fc.Arbitrary<UsageRecord> = fc.record({
  at: count,
  orgId: hostile,
  keyId: hostile,
  secretId: hostile,
  productId: hostile,
  classId: hostile,
  status: fc.integer({ min: 0, max: 999 }),
  code: hostile,
  bytesIn: count,
  bytesOut: count,
  latencyMs: count,
  ip: hostile,
});

test("any record is one line and comes back as it was", () => {
  fc.assert(
    fc.property(record, (usage) => {
      const line = encodeLine(usage);
      expect(line.indexOf("\n")).toBe(line.length - 1);
      expect(decodeLine(line.slice(0, -1))).toEqual(usage);
    }),
    { numRuns: 500 },
  );
});

test("a line cut anywhere or with one character changed is not taken for a record", () => {
  const line = encodeLine(CALL).slice(0, -1);
  for (let at = 0; at < line.length; at++) {
    expect(decodeLine(line.slice(0, at))).toBeNull();
    expect(decodeLine(`${line.slice(0, at)}!${line.slice(at + 1)}`)).toBeNull();
  }
});

test("nothing shaped like a secret reaches the line, in whatever field it stands", () => {
  const canary = generateSecret();
  for (const field of ["orgId", "keyId", "secretId", "productId", "classId", "code", "ip"] as const) {
    for (const pad of ["", "x".repeat(76), "ü".repeat(40), "\t"]) {
      const line = encodeLine({ ...CALL, [field]: pad + canary });
      expect(line).not.toContain(canary.slice(0, 24));
    }
  }
});

test("lone surrogates and numbers that are no counts are kept harmless", () => {
  const line = encodeLine({
    ...CALL,
    ip: "\ud800",
    bytesIn: Number.NaN,
    bytesOut: -3,
    latencyMs: 0.6,
    status: 1e9,
  });
  expect(decodeLine(line.slice(0, -1))).toEqual({
    ...CALL,
    ip: "\ufffd",
    bytesIn: 0,
    bytesOut: 0,
    latencyMs: 1,
    status: 999,
  });
});
