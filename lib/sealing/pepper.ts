import { createHmac } from "node:crypto";
import { type Keyring, pepperKeyring } from "./keyring";

/** SHA-256(secret) → the value of `secret.lookup` for a new row: HMAC-SHA-256 under the newest pepper. */
export function lookupOf(
  digest: Uint8Array,
  peppers: Keyring = pepperKeyring(),
): { lookup: Uint8Array<ArrayBuffer>; pepperVersion: number } {
  const { version, key } = peppers.current;
  return { lookup: mac(key, digest), pepperVersion: version };
}

/** Every value under which that digest may be found while peppers are rotated, the newest first. */
export function lookupsOf(digest: Uint8Array, peppers: Keyring = pepperKeyring()): Uint8Array<ArrayBuffer>[] {
  return [...peppers.byVersion.values()].map((key) => mac(key, digest));
}

function mac(key: Uint8Array, digest: Uint8Array): Uint8Array<ArrayBuffer> {
  if (digest.length !== 32) throw new RangeError("A digest has 32 bytes.");
  return Uint8Array.from(createHmac("sha256", key).update(digest).digest());
}
