import { expect, test } from "vitest";
import { newRecoveryCodes, parseRecoveryCode, recoveryHash } from "./recovery-codes";

test("a set holds ten different codes in the form people copy", () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{6}(-[0-9A-HJKMNP-TV-Z]{6}){3}$/);
});

test("a code is the same however it is typed", () => {
  const [code = ""] = newRecoveryCodes();
  const plain = code.replaceAll("-", "");
  const typed = [code.toLowerCase(), plain, ` ${code} `, plain.replaceAll("0", "o").replaceAll("1", "l")];
  for (const text of typed) expect(parseRecoveryCode(text)).toBe(plain);
});

test.each(["", "ABC", "U".repeat(24), "A".repeat(23), "A".repeat(25), "Ä".repeat(24)])(
  "%j is no code",
  (text) => {
    expect(parseRecoveryCode(text)).toBeNull();
  },
);

test("the same code of two people is kept as two different things", () => {
  expect(recoveryHash("usr_a", "A")).not.toEqual(recoveryHash("usr_b", "A"));
});
