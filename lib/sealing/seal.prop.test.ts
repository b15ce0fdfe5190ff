import fc from "fast-check";
import { expect, test } from "vitest";
import { parseKeyring } from "./keyring";
import { open } from "./open";
import { seal } from "./seal";

const key = (byte: number) => Buffer.alloc(32, byte).toString("base64");
const ring = parseKeyring(`1:${key(1)}`);
const bytes = fc.uint8Array({ maxLength: 200 });

test("what was sealed opens to the same bytes", () => {
  fc.assert(
    fc.property(bytes, fc.string(), (plaintext, aad) => {
      expect(Buffer.from(open(ring, seal(ring, plaintext, aad), aad)).equals(plaintext)).toBe(true);
    }),
  );
});

test("one flipped bit anywhere, version and nonce included, is refused", () => {
  fc.assert(
    fc.property(bytes, fc.string(), fc.nat(), (plaintext, aad, position) => {
      const sealed = seal(ring, plaintext, aad);
      const bit = position % (sealed.length * 8);
      sealed[bit >> 3] = (sealed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => open(ring, sealed, aad)).toThrow("could not be opened");
    }),
  );
});

test("a cut tail is refused", () => {
  fc.assert(
    fc.property(bytes, fc.nat(), (plaintext, length) => {
      const sealed = seal(ring, plaintext, "row");
      expect(() => open(ring, sealed.subarray(0, length % sealed.length), "row")).toThrow(
        "could not be opened",
      );
    }),
  );
});

test("bound to its row: opened for another one, it is refused", () => {
  fc.assert(
    fc.property(bytes, fc.string(), fc.string(), (plaintext, aad, other) => {
      fc.pre(aad !== other);
      expect(() => open(ring, seal(ring, plaintext, aad), other)).toThrow("could not be opened");
    }),
  );
});

test("after a rotation the old version still opens and the new one seals", () => {
  fc.assert(
    fc.property(bytes, (plaintext) => {
      const rotated = parseKeyring(`2:${key(2)},1:${key(1)}`);
      expect(Buffer.from(open(rotated, seal(ring, plaintext, "row"), "row")).equals(plaintext)).toBe(true);
      const renewed = seal(rotated, plaintext, "row");
      expect(renewed[0]).toBe(2);
      expect(() => open(ring, renewed, "row")).toThrow("could not be opened");
    }),
  );
});

test("the same plaintext never looks the same twice", () => {
  const plaintext = Buffer.from("kw_example");
  expect(seal(ring, plaintext, "row")).not.toEqual(seal(ring, plaintext, "row"));
});
