import { decodeAscii } from "@/lib/edge/percent";
import { findSecrets, parseSecret, SECRET_LENGTH, type Secret } from "@/lib/edge/secret-format";

/** What a pasted text holds. Worked out in the browser; nothing of it is sent anywhere. */
export type Paste = {
  /** Each secret once, in the order they stand. */
  secrets: Secret[];
  /** Things that begin like a secret and are none: cut off, or mistyped. */
  damaged: number;
  /** Key IDs, which are no secrets. */
  keyIds: string[];
};

const KEY_ID = /\bkey_[0-9A-Za-z]{22}(?![0-9A-Za-z])/g;
const LIKE_A_SECRET = /kw_[0-9A-Za-z]{12,}/g;

/**
 * Finds our secrets in any text by shape and checksum: plain, percent-encoded, or broken over lines as mail programs do. The
 * checksum keeps accidents out.
 */
export function readPaste(text: string): Paste {
  const decoded = decodeAscii(text);
  const found = new Set([...secretsIn(text), ...secretsIn(decoded)]);
  for (const secret of secretsIn(decoded.replace(/=?[\r\n]+[>\s]*/g, ""))) found.add(secret);
  const heads = new Set([...found].map((secret) => secret.slice(0, 11)));
  const damaged = new Set(decoded.match(LIKE_A_SECRET)?.filter((piece) => !heads.has(piece.slice(0, 11))));
  return { secrets: [...found], damaged: damaged.size, keyIds: [...new Set(text.match(KEY_ID))] };
}

function secretsIn(text: string): Secret[] {
  return findSecrets(text).flatMap((at) => parseSecret(text.slice(at, at + SECRET_LENGTH)) ?? []);
}

/**
 * SHA-256 of a text in lower-case hex, by the browser's own Web Crypto.
 * @throws {Error} On a page without HTTPS, where browsers keep Web Crypto away.
 */
export async function sha256Hex(text: string): Promise<string> {
  if (!globalThis.crypto?.subtle) {
    throw new Error("This browser computes SHA-256 on HTTPS pages only. Open the dashboard over HTTPS.");
  }
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
