/** Digits, then upper case, then lower case: the order of the checksum's digits. */
export const BASE62_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/**
 * `length` characters drawn uniformly from the base62 alphabet by the platform's CSPRNG.
 *
 * Bytes of 248 and above are thrown away, so that no character is likelier than another (property-tested).
 */
export function randomBase62(length: number): string {
  let out = "";
  while (out.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(2 * (length - out.length)))) {
      if (byte < 248 && out.length < length) out += BASE62_ALPHABET[byte % 62];
    }
  }
  return out;
}
