import { BASE62_ALPHABET, randomBase62 } from "../std/base62";
import { crc32 } from "./crc32";

/** What every secret begins with. */
export const SECRET_PREFIX = "kw_";
const BODY_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const CHECKSUM_AT = SECRET_PREFIX.length + BODY_LENGTH;

/** Characters in a secret: `kw_`, 43 of base62 (256 bits), 6 of base62 (checksum). */
export const SECRET_LENGTH = CHECKSUM_AT + CHECKSUM_LENGTH;

declare const secretBrand: unique symbol;

/** A string whose shape and checksum are those of a secret. Says nothing about whether such a key exists. */
export type Secret = string & { readonly [secretBrand]: true };

/** Value of each ASCII character as a base62 digit, -1 for all others. */
const DIGIT = Int8Array.from({ length: 128 }, (_, code) =>
  BASE62_ALPHABET.indexOf(String.fromCharCode(code)),
);

/** A new secret: 256 bits from the platform's CSPRNG, checksum included. */
export function generateSecret(): Secret {
  const head = SECRET_PREFIX + randomBase62(BODY_LENGTH);
  let rest = crc32(head);
  let checksum = "";
  for (let digit = 0; digit < CHECKSUM_LENGTH; digit += 1) {
    checksum = BASE62_ALPHABET.charAt(rest % 62) + checksum;
    rest = Math.floor(rest / 62);
  }
  return (head + checksum) as Secret;
}

/**
 * The text itself when it is exactly one well-formed secret, else null.
 *
 * Nothing is trimmed, folded or decoded first: a wrong secret never becomes a right one here. Constant work,
 * at most one look at each of 52 characters. Every single wrong character is found.
 */
export function parseSecret(text: string): Secret | null {
  return text.length === SECRET_LENGTH && isSecretAt(text, 0) ? (text as Secret) : null;
}

/** Where well-formed secrets begin in a text, whatever stands around them. They cannot overlap. */
export function findSecrets(text: string): number[] {
  const found: number[] = [];
  let at = text.indexOf(SECRET_PREFIX);
  while (at !== -1) {
    const isFound = isSecretAt(text, at);
    if (isFound) found.push(at);
    at = text.indexOf(SECRET_PREFIX, at + (isFound ? SECRET_LENGTH : SECRET_PREFIX.length));
  }
  return found;
}

/** All of a secret that is ever shown or stored in clear: four characters after `kw_`, and the last four. */
export function previewParts(secret: Secret): { head: string; tail: string } {
  return { head: secret.slice(SECRET_PREFIX.length, SECRET_PREFIX.length + 4), tail: secret.slice(-4) };
}

function isSecretAt(text: string, start: number): boolean {
  if (start + SECRET_LENGTH > text.length || !text.startsWith(SECRET_PREFIX, start)) return false;
  const checksumAt = start + CHECKSUM_AT;
  for (let at = start + SECRET_PREFIX.length; at < checksumAt; at += 1) {
    if ((DIGIT[text.charCodeAt(at)] ?? -1) < 0) return false;
  }
  let stated = 0;
  for (let at = checksumAt; at < checksumAt + CHECKSUM_LENGTH; at += 1) {
    const digit = DIGIT[text.charCodeAt(at)] ?? -1;
    if (digit < 0) return false;
    stated = stated * 62 + digit;
  }
  return stated === crc32(text, start, checksumAt);
}
