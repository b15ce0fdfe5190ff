import fc from "fast-check";
import { expect, test } from "vitest";
import { keyStatus, type StatusColumns } from "./status";
import { LISTED_STATUSES } from "./terms";

const NOW = Date.parse("2026-03-01T12:00:00Z");
const when = fc.option(
  fc.integer({ min: -3, max: 3 }).map((offset) => new Date(NOW + offset)),
  { nil: null },
);
const columns: fc.Arbitrary<StatusColumns> = fc.record({
  disabledAt: when,
  disabledBy: fc.constantFrom("customer", "staff", null),
  validFrom: when,
  expiresAt: when,
  deletedAt: when,
});
const now = fc.integer({ min: -4, max: 4 }).map((offset) => new Date(NOW + offset));
const options = { seed: 20260301, numRuns: 2000 };

test("a key is active exactly when no mark is set and now lies in [validFrom, expiresAt)", () => {
  fc.assert(
    fc.property(columns, now, (key, at) => {
      const open =
        !key.deletedAt &&
        !key.disabledAt &&
        (!key.validFrom || at >= key.validFrom) &&
        (!key.expiresAt || at < key.expiresAt);
      expect(keyStatus(key, at) === "active").toBe(open);
    }),
    options,
  );
});

test("a deleted key is deleted whatever else is set, and nothing else is ever called deleted", () => {
  fc.assert(
    fc.property(columns, now, (key, at) => {
      expect(keyStatus(key, at) === "deleted").toBe(key.deletedAt !== null);
    }),
    options,
  );
});

test("a disabled key says who disabled it whatever its dates are", () => {
  fc.assert(
    fc.property(columns, now, (key, at) => {
      fc.pre(!key.deletedAt && key.disabledAt !== null);
      expect(keyStatus(key, at)).toBe(key.disabledBy === "staff" ? "disabled_by_staff" : "disabled");
    }),
    options,
  );
});

test("time alone never brings an expired key back and never takes a key back to 'not yet valid'", () => {
  const order: readonly string[] = ["not_yet_valid", "active", "expired"];
  fc.assert(
    fc.property(columns, now, fc.nat(8), (key, at, later) => {
      fc.pre(!key.deletedAt && !key.disabledAt);
      const after = new Date(at.getTime() + later);
      expect(order.indexOf(keyStatus(key, after))).toBeGreaterThanOrEqual(order.indexOf(keyStatus(key, at)));
    }),
    options,
  );
});

test("every status a living key can have is one that the list can filter by", () => {
  fc.assert(
    fc.property(columns, now, (key, at) => {
      fc.pre(!key.deletedAt);
      expect(LISTED_STATUSES).toContain(keyStatus(key, at));
    }),
    options,
  );
});
