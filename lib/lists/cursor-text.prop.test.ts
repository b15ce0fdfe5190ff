import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readCursor, writeCursor } from "./cursor-text";

const list = ["org_a", "keys", "tiles"];
const position = fc.array(fc.string({ unit: "binary", maxLength: 40 }).filter((text) => text.isWellFormed()));

test("a cursor comes back as the position it was made from, for its own list only", () => {
  fc.assert(
    fc.property(position, (at) => {
      const cursor = writeCursor(list, at);
      expect(readCursor(list, cursor)).toEqual(at);
      expect(readCursor(["org_b", "keys", "tiles"], cursor)).toBeNull();
    }),
  );
});

test("a cursor with any one character changed, cut or lengthened is none", () => {
  fc.assert(
    fc.property(position, fc.nat(), fc.constantFrom("A", "b", "7", "_", ".", "%"), (at, index, char) => {
      const cursor = writeCursor(list, at);
      const i = index % cursor.length;
      const changed = cursor.slice(0, i) + char + cursor.slice(i + 1);
      if (changed !== cursor) expect(readCursor(list, changed)).toBeNull();
      expect(readCursor(list, cursor.slice(0, -1))).toBeNull();
      expect(readCursor(list, `${cursor}.`)).toBeNull();
    }),
  );
});

test("who knows how a cursor is made but not the installation's secret makes none", () => {
  for (const body of ["not json", '["not-a-date","key_1"]', "[]", '{"a":1}']) {
    const encoded = Buffer.from(body).toString("base64url");
    const sum = createHash("sha256")
      .update(JSON.stringify([list, encoded]))
      .digest("base64url")
      .slice(0, 16);
    expect(readCursor(list, `${encoded}.${sum}`)).toBeNull();
  }
});
