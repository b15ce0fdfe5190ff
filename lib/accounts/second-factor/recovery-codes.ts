import { createHash, randomInt } from "node:crypto";

/** How many there are in a set. */
export const RECOVERY_CODES = 10;

/** Digits and letters that nobody takes for another one: Crockford's base 32. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 24;
const GROUP = 6;

/** A set of codes, 120 bits each, as people see them: `7KQ2MD-0XV9TB-…`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const characters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
    return characters.replace(new RegExp(`.{${GROUP}}(?=.)`, "g"), "$&-");
  });
}

/** The characters of a code however it was typed: case, spaces and hyphens do not matter, O is 0, I and L are 1. Null: no such code. */
export function parseRecoveryCode(typed: string): string | null {
  const plain = typed.toUpperCase().replace(/[\s-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  return plain.length === LENGTH && [...plain].every((character) => ALPHABET.includes(character))
    ? plain
    : null;
}

/**
 * What is kept of a code. With 120 random bits in it, a plain hash cannot be searched; bound to the person, equal codes of
 * two people would not show.
 * @param code As `parseRecoveryCode` answers it.
 */
export function recoveryHash(userId: string, code: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(`${userId}\0${code}`).digest());
}
