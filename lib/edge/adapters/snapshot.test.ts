import { expect, test } from "vitest";
import { Snapshot } from "./snapshot";

test("a transaction is seen when it ended before the snapshot and was not running in it", () => {
  const snapshot = new Snapshot("10:20:12,15");
  expect([9n, 10n, 11n, 12n, 15n, 19n, 20n, 21n].map((xid) => snapshot.sees(xid))).toEqual([
    true,
    true,
    true,
    false,
    false,
    true,
    false,
    false,
  ]);
  expect(new Snapshot("7:7:").sees(6n)).toBe(true);
  expect(new Snapshot("7:7:").sees(7n)).toBe(false);
});

test("anything else is not taken for a snapshot", () => {
  expect(() => new Snapshot("")).toThrow();
});
