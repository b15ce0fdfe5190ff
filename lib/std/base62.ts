/** Digits, then upper case, then lower case: the order of the checksum's digits. */
export const BASE62_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Two characters at a time make half as many pieces to join. */
const PAIRS = [...BASE62_ALPHABET].flatMap((first) => [...BASE62_ALPHABET].map((second) => first + second));

/** Numbers of 16 bits below this many fall on every pair equally often. */
const FAIR = Math.floor(0x10000 / PAIRS.length) * PAIRS.length;

// Asking the platform costs over a microsecond however little is asked for, and every call gets an ID of its own.
const pool = new Uint16Array(4096);
let next = pool.length;

/** A random number nobody else gets: handed out once, then wiped, so that memory tells nothing about IDs and secrets given out. */
function randomPair(): string {
  for (;;) {
    if (next === pool.length) {
      crypto.getRandomValues(pool);
      next = 0;
    }
    const number = pool[next] ?? 0;
    pool[next] = 0;
    next += 1;
    if (number < FAIR) return PAIRS[number % PAIRS.length] ?? "";
  }
}

/**
 * `length` characters drawn uniformly from the base62 alphabet by the platform's CSPRNG.
 *
 * Numbers that would make some pair of characters likelier than another are thrown away (property-tested).
 */
export function randomBase62(length: number): string {
  let out = "";
  for (let left = length; left > 1; left -= 2) out += randomPair();
  return length % 2 === 0 ? out : out + randomPair().charAt(0);
}
