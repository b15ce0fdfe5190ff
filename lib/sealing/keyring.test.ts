import { expect, test } from "vitest";
import { parseKeyring } from "./keyring";
import { lookupOf, lookupsOf } from "./pepper";

const key = (byte: number) => Buffer.alloc(32, byte).toString("base64");

test("the first key seals, all of them open", () => {
  const ring = parseKeyring(`7:${key(7)},3:${key(3)}`);
  expect(ring.current.version).toBe(7);
  expect([...ring.byVersion.keys()]).toEqual([7, 3]);
});

test.each(["", "1", `0:${key(1)}`, `256:${key(1)}`, "1:c2hvcnQ=", `1:${key(1)},`, `1:${key(1)},1:${key(2)}`])(
  "refuses %j without repeating it",
  (text) => {
    expect(() => parseKeyring(text)).toThrow(/^A keyring/);
    expect(() => parseKeyring(text)).not.toThrow(key(1));
  },
);

test("a digest is looked up under the newest pepper first and under each older one", () => {
  const digest = Buffer.alloc(32, 9);
  const ring = parseKeyring(`2:${key(2)},1:${key(1)}`);
  const { lookup, pepperVersion } = lookupOf(digest, ring);
  expect(pepperVersion).toBe(2);
  expect(lookupsOf(digest, ring)).toEqual([lookup, lookupOf(digest, parseKeyring(`1:${key(1)}`)).lookup]);
  expect(Buffer.from(lookup).toString("hex")).toBe(
    "b1bea89a321d8a678f6d0f2e9d80f45c4cbbe92350a4213a2088b54875f86ae8",
  );
});

test("refuses a digest of another length: a secret itself is never peppered by mistake", () => {
  expect(() => lookupOf(Buffer.from("kw_"), parseKeyring(`1:${key(1)}`))).toThrow("32 bytes");
});
