import { createDecipheriv } from "node:crypto";
import type { Keyring } from "./keyring";
import { boundData, NONCE_BYTES, TAG_BYTES, VERSION_BYTES } from "./seal";

/** What was sealed cannot be opened: changed, meant for another place, or its key is gone. Says no more than that. */
export class CannotOpen extends Error {
  override readonly name = "CannotOpen";
}

/**
 * The plaintext of what `seal` made, with whichever key of the ring sealed it.
 * @throws {CannotOpen} When a bit of it or of `aad` differs, or the ring does not hold its key.
 */
export function open(keyring: Keyring, sealed: Uint8Array, aad: string): Buffer {
  const version = sealed[0];
  const key = version === undefined ? undefined : keyring.byVersion.get(version);
  if (version === undefined || !key || sealed.length < VERSION_BYTES + NONCE_BYTES + TAG_BYTES) {
    throw new CannotOpen("Sealed data could not be opened.");
  }
  const tagAt = VERSION_BYTES + NONCE_BYTES;
  const textAt = tagAt + TAG_BYTES;
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(VERSION_BYTES, tagAt), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(boundData(version, aad));
  decipher.setAuthTag(sealed.subarray(tagAt, textAt));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(textAt)), decipher.final()]);
  } catch (cause) {
    throw new CannotOpen("Sealed data could not be opened.", { cause });
  }
}
