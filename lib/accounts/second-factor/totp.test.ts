import { TOTP } from "otpauth";
import { describe, expect, test } from "vitest";
import { currentCode, newTotpSecret, setUpUri, stepOf, toBase32 } from "./totp";

/** The SHA-1 secret of RFC 6238, appendix B. */
const RFC_SECRET = new TextEncoder().encode("12345678901234567890");
const at = (seconds: number) => new Date(seconds * 1000);

describe("a code of the app", () => {
  // The RFC prints eight digits; six are the last six of them.
  test.each([
    [59, "287082", 1n],
    [1_111_111_109, "081804", 37_037_036n],
    [1_111_111_111, "050471", 37_037_037n],
    [1_234_567_890, "005924", 41_152_263n],
    [2_000_000_000, "279037", 66_666_666n],
    [20_000_000_000, "353130", 666_666_666n],
  ])("is that of RFC 6238 at %i seconds", (seconds, code, step) => {
    expect(stepOf(RFC_SECRET, code, at(seconds))).toBe(step);
    expect(currentCode(toBase32(RFC_SECRET), at(seconds))).toBe(code);
  });

  test("is taken one step early and one step late, and not two", () => {
    const code = "287082";
    expect(stepOf(RFC_SECRET, code, at(0))).toBe(1n);
    expect(stepOf(RFC_SECRET, code, at(89))).toBe(1n);
    expect(stepOf(RFC_SECRET, code, at(90))).toBeNull();
    expect(stepOf(RFC_SECRET, "081804", at(1_111_111_109 - 60))).toBeNull();
  });

  test.each(["", "28708", "2870822", "28708a", "２８７０８２"])("is not %j", (code) => {
    expect(stepOf(RFC_SECRET, code, at(59))).toBeNull();
  });

  test("of one person is not that of another", () => {
    const code = TOTP.generate({
      secret: new TOTP({ secret: toBase32(newTotpSecret()) }).secret,
      timestamp: 0,
    });
    expect(stepOf(RFC_SECRET, code, at(0)) === null || code === "755224").toBe(true);
  });
});

test("the set-up address carries what apps need, whatever the names are made of", () => {
  const uri = new URL(
    setUpUri(RFC_SECRET, { issuer: "Meridian & Maps: 100 %", account: "ada+x@example.test" }),
  );
  expect(uri.protocol).toBe("otpauth:");
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    issuer: "Meridian & Maps: 100 %",
    secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
    algorithm: "SHA1",
    digits: "6",
    period: "30",
  });
  expect(decodeURIComponent(uri.pathname)).toContain("ada+x@example.test");
});

test("a secret has 160 bits and is another one each time", () => {
  const secrets = Array.from({ length: 50 }, () => toBase32(newTotpSecret()));
  expect(new Set(secrets).size).toBe(50);
  for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
});
