import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { amountOf, formatMoney, formatMoneyShort, microsOf } from "./money";

describe("an amount of money", () => {
  test("that is written down and read again is the same to the millionth", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999_999 }), (micros) => {
        expect(microsOf(amountOf(micros))).toBe(micros);
      }),
      { seed: 20260331, numRuns: 500 },
    );
  });

  test("is read with commas and spaces between thousands, and nothing else is an amount", () => {
    expect(microsOf("1,250.50")).toBe(1_250_500_000);
    expect(microsOf(" 12 000 ")).toBe(12_000_000_000);
    for (const text of ["", "-1", "1e3", "1.2.3", "abc", "0.0000001", "1234567890"]) {
      expect(microsOf(text), text).toBeNull();
    }
  });

  test("keeps the digits of a small price", () => {
    expect(formatMoney(400, "USD")).toBe("$0.0004");
    expect(formatMoney(12_500_000, "EUR")).toBe("€12.50");
    expect(formatMoney(0, "USD")).toBe("$0.00");
    expect(formatMoneyShort(1_234_000_000, "USD")).toBe("$1.2K");
  });
});
