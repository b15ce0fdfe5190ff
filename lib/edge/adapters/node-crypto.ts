import { createHmac, hash } from "node:crypto";
import type { Digest, Hmac } from "../ports";

/** SHA-256 as 32 one-byte characters: the cheapest to make, and the smallest to keep a million of. */
export const nodeDigest: Digest = (secret) => hash("sha256", secret, "binary");

/** The bytes of what `nodeDigest` gave. */
export function digestBytes(digest: string): Uint8Array {
  return Buffer.from(digest, "latin1");
}

const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;
const MAX_MESSAGE_CHARACTERS = 4096;

/** Inner and outer block of a key, made once: the keys are few and live long. */
const blocks = new WeakMap<Uint8Array, { readonly inner: Uint8Array; readonly outer: Uint8Array }>();

/** The inner block and the message, then the outer block and a digest; nobody else runs in between. */
const scratch = Buffer.alloc(BLOCK_BYTES + 3 * MAX_MESSAGE_CHARACTERS);

/**
 * HMAC by two one-shot hashes (RFC 2104), at half the cost of a `createHmac`, which it equals for every key and message
 * (property-tested).
 */
export const nodeHmac: Hmac = (secret, message) => {
  if (secret.byteLength > BLOCK_BYTES || message.length > MAX_MESSAGE_CHARACTERS) {
    return createHmac("sha256", secret).update(message).digest("base64url");
  }
  const { inner, outer } = blocks.get(secret) ?? rememberBlocks(secret);
  scratch.set(inner);
  const end = BLOCK_BYTES + scratch.write(message, BLOCK_BYTES, "utf8");
  const digest = hash("sha256", scratch.subarray(0, end), "binary");
  scratch.set(outer);
  scratch.write(digest, BLOCK_BYTES, "latin1");
  return hash("sha256", scratch.subarray(0, BLOCK_BYTES + DIGEST_BYTES), "base64url");
};

function rememberBlocks(secret: Uint8Array) {
  const padded = Buffer.alloc(BLOCK_BYTES);
  padded.set(secret);
  const made = { inner: padded.map((byte) => byte ^ 0x36), outer: padded.map((byte) => byte ^ 0x5c) };
  blocks.set(secret, made);
  return made;
}
