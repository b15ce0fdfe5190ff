import { crc32 } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { UsageRecord } from "@/lib/edge/ports";
import { generateSecret } from "@/lib/edge/secret-format";
import { shown } from "@/lib/edge/shown";
import { decodeLine, LONGEST_LINE, putAdmitted, putEnded } from "./line";
import { recordOf } from "./testing/record";

const CALL = recordOf({
  at: 1_764_000_000_123,
  bytesOut: 4096,
  latencyMs: 13.25,
  ip: "2001:db8::1",
  country: "NL",
  agent: "Samsung Internet",
  referrer: "www.example.com",
  observed: ["domain", "hours"],
});
const scratch = Buffer.alloc(LONGEST_LINE);
const encodeLine = (usage: UsageRecord) => scratch.toString("latin1", 0, putEnded(usage, scratch, 0));
const encodeAdmitted = (usage: UsageRecord, owner: string) =>
  scratch.toString("latin1", 0, putAdmitted(usage, owner, scratch, 0));

const hostile = fc.string({ unit: "binary", maxLength: 60 });
const count = fc.nat({ max: 2 ** 40 });
const anything: fc.Arbitrary<UsageRecord> = fc.record({
  at: count,
  orgId: hostile,
  keyId: hostile,
  secretId: hostile,
  tokenId: hostile,
  productId: hostile,
  classId: hostile,
  endpoint: hostile,
  method: hostile,
  access: fc.constantFrom("read", "write"),
  inQuery: fc.boolean(),
  status: fc.integer({ min: 0, max: 999 }),
  code: hostile,
  saw: hostile,
  rule: hostile,
  observed: fc.subarray(["domain", "ip", "user_agent", "country", "hours"]),
  bytesIn: count,
  bytesOut: count,
  latencyMs: count,
  ip: hostile,
  country: hostile,
  agent: hostile,
  referrer: hostile,
  requestId: hostile,
});

/** Only a refusal is explained. */
const record = anything.map((usage) => (usage.code === "" ? { ...usage, saw: "", rule: "" } : usage));

/** As it is stored: without what would break a line, a column or a screen. */
function asStored(usage: UsageRecord): UsageRecord {
  const explained = { saw: shown(usage.saw, 200), rule: shown(usage.rule, 200) };
  const rest = Object.entries(usage).map(([name, value]) => [
    name,
    typeof value === "string" ? shown(value, 128) : value,
  ]);
  return { ...(Object.fromEntries(rest) as UsageRecord), ...explained };
}

test("any record is one line and comes back as it was, control characters escaped", () => {
  fc.assert(
    fc.property(record, (usage) => {
      const line = encodeLine(usage);
      expect(line.indexOf("\n")).toBe(line.length - 1);
      expect(line).toMatch(/^[\t\x20-\x7e]*\n$/);
      expect(decodeLine(line.slice(0, -1))).toEqual({ kind: "ended", usage: asStored(usage), owner: "" });
    }),
    { numRuns: 500 },
  );
});

test("a call that was let through says which journal wrote it, and is never taken for one that ended", () => {
  const line = encodeAdmitted(CALL, "ins_1").slice(0, -1);
  expect(decodeLine(line)).toEqual({ kind: "admitted", usage: CALL, owner: "ins_1" });
  const end = scratch.toString("latin1", 0, putEnded(CALL, scratch, 0, true) - 1);
  expect(decodeLine(end)).toEqual({ kind: "ended_admitted", usage: CALL, owner: "" });
});

test("a line of the first format still reads", () => {
  const body = "1\t1764000000123\torg_1\tkey_1\tsec_1\tprd_1\tcls_1\t429\tqps_exceeded\t1\t2\t13\t192.0.2.1";
  expect(decodeLine(`${body}\t${crc32(body).toString(16)}`)).toEqual({
    usage: recordOf({
      at: 1_764_000_000_123,
      status: 429,
      code: "qps_exceeded",
      bytesIn: 1,
      bytesOut: 2,
      latencyMs: 13,
      endpoint: "",
      method: "",
      access: "",
      requestId: "",
    }),
    kind: "ended",
    owner: "",
  });
});

test("a line cut anywhere or with one character changed is not taken for a record", () => {
  for (const line of [encodeLine(CALL).slice(0, -1), encodeAdmitted(CALL, "ins_1").slice(0, -1)]) {
    for (let at = 0; at < line.length; at++) {
      expect(decodeLine(line.slice(0, at))).toBeNull();
      expect(decodeLine(`${line.slice(0, at)}!${line.slice(at + 1)}`)).toBeNull();
    }
  }
});

test("nothing shaped like a secret reaches the line, in whatever field it stands and wherever it is cut", () => {
  const canary = generateSecret();
  const refused = { ...CALL, code: "qps_exceeded" };
  const fields = Object.entries(CALL).flatMap(([name, value]) => (typeof value === "string" ? [name] : []));
  for (const field of fields.filter((name) => name !== "access")) {
    for (const pad of ["", "x".repeat(76), "x".repeat(170), "ü".repeat(40), "\t", "%6b%77"]) {
      const line = encodeLine({ ...refused, [field]: pad + canary });
      expect(line, field).not.toContain(canary.slice(0, 24));
      expect(decodeURIComponent(line), field).not.toContain(canary.slice(0, 24));
    }
  }
});

test("lone surrogates and numbers that are no counts are kept harmless", () => {
  const line = encodeLine({
    ...CALL,
    ip: "\ud800",
    bytesIn: Number.NaN,
    bytesOut: -3,
    latencyMs: 0.0006,
    status: 1e9,
  });
  expect(decodeLine(line.slice(0, -1))?.usage).toEqual({
    ...CALL,
    ip: "\ufffd",
    bytesIn: 0,
    bytesOut: 0,
    latencyMs: 0.001,
    status: 999,
  });
});

test("the longest values there can be fit into a line", () => {
  const long = "\u{10ffff}".repeat(500);
  const names = Object.entries(CALL).filter(([, value]) => typeof value === "string");
  const longest = {
    ...CALL,
    ...Object.fromEntries(names.map(([name]) => [name, long])),
    access: "write" as const,
  };
  const line = encodeLine({ ...longest, code: long, saw: long, rule: long });
  expect(line.length).toBeLessThan(LONGEST_LINE);
  expect(decodeLine(line.slice(0, -1))).not.toBeNull();
});
