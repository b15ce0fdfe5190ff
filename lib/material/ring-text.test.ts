import { expect, test } from "vitest";
import { parseKeyring } from "@/lib/sealing/keyring";
import { withNewestInFront, withNewVersion, withoutFormer } from "./ring-text";

const key = (byte: number) => Buffer.alloc(32, byte).toString("base64");

test("a rotation's three texts: known, sealing, alone; each key stays what it was", () => {
  const start = `7:${key(7)}`;
  const added = withNewVersion(start);
  expect([...parseKeyring(added).byVersion.keys()]).toEqual([7, 8]);
  const promoted = withNewestInFront(added);
  expect([...parseKeyring(promoted).byVersion.keys()]).toEqual([8, 7]);
  const alone = withoutFormer(promoted);
  expect([...parseKeyring(alone).byVersion.keys()]).toEqual([8]);
  expect(parseKeyring(alone).current.key).toEqual(parseKeyring(added).byVersion.get(8));
});

test("what is no ring is refused, and so is a 256th version", () => {
  expect(() => withNewVersion("nonsense")).toThrow(/^A keyring is/);
  expect(() => withNewVersion(`255:${key(1)}`)).toThrow("255 versions");
});

test("two fresh versions differ", () => {
  const start = `1:${key(1)}`;
  expect(withNewVersion(start)).not.toBe(withNewVersion(start));
});
