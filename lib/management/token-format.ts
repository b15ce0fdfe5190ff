import { createHash } from "node:crypto";
import { crc32 } from "@/lib/edge/crc32";
import { BASE62_ALPHABET, randomBase62 } from "@/lib/std/base62";

/** What every management token begins with; a key's secret begins with `kw_`, so neither is taken for the other. */
const TOKEN_PREFIX = "kwm_";
const BODY_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const HEAD_LENGTH = 4;

const TOKEN = new RegExp(`${TOKEN_PREFIX}[0-9A-Za-z]{${BODY_LENGTH + CHECKSUM_LENGTH}}`, "g");

declare const tokenBrand: unique symbol;

/** A string whose shape and checksum are those of a management token. Says nothing about whether it exists. */
export type ManagementTokenText = string & { readonly [tokenBrand]: true };

/** A new token: 256 bits from the platform's CSPRNG and a checksum, like a key's secret. */
export function generateToken(): ManagementTokenText {
  const head = TOKEN_PREFIX + randomBase62(BODY_LENGTH);
  return (head + checksumOf(head)) as ManagementTokenText;
}

/** The text itself when it is exactly one well-formed token, else null. Nothing is trimmed or folded first. */
export function parseToken(text: string): ManagementTokenText | null {
  if (text.length !== TOKEN_PREFIX.length + BODY_LENGTH + CHECKSUM_LENGTH) return null;
  const [found] = text.match(TOKEN) ?? [];
  return found === text && isIntact(text) ? (text as ManagementTokenText) : null;
}

/** All of a token that is ever shown again: four characters after `kwm_`. */
export function tokenHead(token: ManagementTokenText): string {
  return token.slice(TOKEN_PREFIX.length, TOKEN_PREFIX.length + HEAD_LENGTH);
}

/** How the database knows a token. Plain SHA-256: of 256 random bits there is nothing to guess. */
export function tokenHash(token: ManagementTokenText): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash("sha256").update(token).digest());
}

/** The text with every well-formed token in it replaced. */
export function redactTokens(text: string): string {
  return text.replace(TOKEN, (found) => (isIntact(found) ? `${TOKEN_PREFIX}redacted` : found));
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
