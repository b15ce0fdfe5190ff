/** Digits, then upper case, then lower case: the order of the checksum's digits. */
export const BASE62_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

// Asking the platform costs over a microsecond however little is asked for, and every call gets an ID of its own.
const pool = new Uint8Array(1024);
let next = pool.length;

/** A random byte nobody else gets: handed out once, then wiped, so that memory tells nothing about IDs and secrets given out. */
function randomByte(): number {
  if (next === pool.length) {
    crypto.getRandomValues(pool);
    next = 0;
  }
  const byte = pool[next] ?? 0;
  pool[next] = 0;
  next += 1;
  return byte;
}

/**
 * `length` characters drawn uniformly from the base62 alphabet by the platform's CSPRNG.
 *
 * Bytes of 248 and above are thrown away, so that no character is likelier than another (property-tested).
 */
export function randomBase62(length: number): string {
  let out = "";
  while (out.length < length) {
    const byte = randomByte();
    if (byte < 248) out += BASE62_ALPHABET[byte % 62];
  }
  return out;
}
