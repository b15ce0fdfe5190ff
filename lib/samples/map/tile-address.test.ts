import fc from "fast-check";
import { expect, test } from "vitest";
import { parseTileAddress } from "./tile-address";

test.each([
  [
    { z: "0", x: "0", y: "0.png" },
    { z: 0, x: 0, y: 0 },
  ],
  [
    { z: "22", x: "4194303", y: "4194303.png" },
    { z: 22, x: 4_194_303, y: 4_194_303 },
  ],
])("reads %o", (parts, address) => {
  expect(parseTileAddress(parts)).toEqual({ ok: true, address });
});

test.each([
  [{ z: "0", x: "1", y: "0.png" }, "out_of_range"],
  [{ z: "23", x: "0", y: "0.png" }, "out_of_range"],
  [{ z: "1", x: "0", y: "2.png" }, "out_of_range"],
  [{ z: "01", x: "0", y: "0.png" }, "malformed"],
  [{ z: "1", x: "-1", y: "0.png" }, "malformed"],
  [{ z: "1", x: "0", y: "0" }, "malformed"],
  [{ z: "1", x: "0", y: "0.png.png" }, "malformed"],
  [{ z: "1e1", x: "0", y: "0.png" }, "malformed"],
  [{ z: "1", x: "999999999", y: "0.png" }, "malformed"],
])("refuses %o as %s", (parts, reason) => {
  expect(parseTileAddress(parts)).toEqual({ ok: false, reason });
});

test("no text whatever makes it throw or names a tile outside the world", () => {
  const part = fc.string({ unit: "binary", maxLength: 12 });
  fc.assert(
    fc.property(part, part, part, (z, x, y) => {
      const parsed = parseTileAddress({ z, x, y });
      if (parsed.ok) expect(parsed.address.x).toBeLessThan(2 ** parsed.address.z);
    }),
    { seed: 20261122, numRuns: 1000 },
  );
});
