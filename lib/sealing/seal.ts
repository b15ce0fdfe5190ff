import { createCipheriv, randomBytes } from "node:crypto";
import type { Keyring } from "./keyring";

/** Bytes before the ciphertext: version of the key, nonce, tag. */
export const VERSION_BYTES = 1;
export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;

/**
 * Encrypts with AES-256-GCM under the newest key of the ring: `version ‖ nonce ‖ tag ‖ ciphertext`.
 *
 * Bound to `aad` (see `aad.ts`) and to the version: opened under any other, it is refused. The nonce is random, which is
 * safe for 2^32 seals a key.
 */
export function seal(keyring: Keyring, plaintext: Uint8Array, aad: string): Uint8Array<ArrayBuffer> {
  const { version, key } = keyring.current;
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(boundData(version, aad));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Uint8Array.from(Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), ciphertext]));
}

/** What the tag covers beside the ciphertext. */
export function boundData(version: number, aad: string): Buffer {
  return Buffer.concat([Buffer.of(version), Buffer.from(aad, "utf8")]);
}
