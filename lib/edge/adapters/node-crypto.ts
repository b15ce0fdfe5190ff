import { createHmac, hash } from "node:crypto";
import type { Digest, Hmac } from "../ports";

/** SHA-256 as 32 one-byte characters: the cheapest to make, and the smallest to keep a million of. */
export const nodeDigest: Digest = (secret) => hash("sha256", secret, "binary");

/** The bytes of what `nodeDigest` gave. */
export function digestBytes(digest: string): Uint8Array {
  return Buffer.from(digest, "latin1");
}

export const nodeHmac: Hmac = (secret, message) =>
  createHmac("sha256", secret).update(message).digest("base64url");
