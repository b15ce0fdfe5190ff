import { createHash } from "node:crypto";
import { crc32 } from "@/lib/edge/crc32";
import { BASE62_ALPHABET, randomBase62 } from "@/lib/std/base62";

/**
 * What tokens begin with: those of the management API, and those of who reports leaks. A key's secret begins with `kw_`, so
 * none is taken for another.
 */
export const TOKEN_PREFIXES = { management: "kwm_", leaks: "kwl_" } as const;
type TokenKind = keyof typeof TOKEN_PREFIXES;

const PREFIX_LENGTH = 4;
const BODY_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const HEAD_LENGTH = 4;

/** Characters in a token: a prefix of four, 43 of base62 (256 bits), 6 of base62 (checksum). */
export const TOKEN_LENGTH = PREFIX_LENGTH + BODY_LENGTH + CHECKSUM_LENGTH;

const TOKEN = new RegExp(`kw[ml]_[0-9A-Za-z]{${BODY_LENGTH + CHECKSUM_LENGTH}}`, "g");

declare const tokenBrand: unique symbol;

/** A string whose shape and checksum are those of a token. Says nothing about whether it exists. */
export type ManagementTokenText = string & { readonly [tokenBrand]: true };

/** A new token: 256 bits from the platform's CSPRNG and a checksum, like a key's secret. */
export function generateToken(kind: TokenKind = "management"): ManagementTokenText {
  const head = TOKEN_PREFIXES[kind] + randomBase62(BODY_LENGTH);
  return (head + checksumOf(head)) as ManagementTokenText;
}

/** The text itself when it is exactly one well-formed token of this kind, else null. Nothing is trimmed or folded first. */
export function parseToken(text: string, kind: TokenKind = "management"): ManagementTokenText | null {
  if (text.length !== TOKEN_LENGTH) return null;
  if (!text.startsWith(TOKEN_PREFIXES[kind])) return null;
  const [found] = text.match(TOKEN) ?? [];
  return found === text && isIntact(text) ? (text as ManagementTokenText) : null;
}

/** Where well-formed management tokens begin in a text, whatever stands around them. They cannot overlap. */
export function findTokens(text: string): number[] {
  // Looked for at every place: what only looks like a token must not hide one that begins inside it.
  return [...text.matchAll(/kwm_(?=[0-9A-Za-z]{49})/g)].flatMap(({ index }) =>
    parseToken(text.slice(index, index + TOKEN_LENGTH)) === null ? [] : [index],
  );
}

/** All of a token that is ever shown again: four characters after `kwm_` or `kwl_`. */
export function tokenHead(token: ManagementTokenText): string {
  return token.slice(PREFIX_LENGTH, PREFIX_LENGTH + HEAD_LENGTH);
}

/** How the database knows a token. Plain SHA-256: of 256 random bits there is nothing to guess. */
export function tokenHash(token: ManagementTokenText): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash("sha256").update(token).digest());
}

/** The text with every well-formed token in it replaced. */
export function redactTokens(text: string): string {
  return text.replace(TOKEN, (found) =>
    isIntact(found) ? `${found.slice(0, PREFIX_LENGTH)}redacted` : found,
  );
}

function isIntact(token: string): boolean {
  return token.slice(-CHECKSUM_LENGTH) === checksumOf(token.slice(0, -CHECKSUM_LENGTH));
}

function checksumOf(head: string): string {
  let rest = crc32(head);
  let checksum = "";
  for (let digit = 0; digit < CHECKSUM_LENGTH; digit += 1) {
    checksum = BASE62_ALPHABET.charAt(rest % 62) + checksum;
    rest = Math.floor(rest / 62);
  }
  return checksum;
}
