import { availableParallelism } from "node:os";
import { hash, verify } from "@node-rs/argon2";
import { DomainError } from "@/lib/errors/domain-error";
import { BoundedQueue } from "./bounded-queue";
import { isGuessable } from "./guessable";

/** Argon2id, 32 MiB, 3 passes: above the OWASP minimum of 19 MiB and 2. `algorithm: 2` is Argon2id. */
const ARGON2 = { algorithm: 2, memoryCost: 32_768, timeCost: 3, parallelism: 1 } as const;

/** The hash of 32 random bytes nobody kept, with the parameters above: what an unknown address is verified against. */
export const DUMMY_HASH =
  "$argon2id$v=19$m=32768,t=3,p=1$WBVrb3xsVMzF0ZQx10NZ1A$RomVvHMKMLEPDzNMsy4c44Z6MgSlzBWDvKP6FbwITdQ";

// One process also answers metered calls: hashing may take half of its cores, and a flood of it waits in a line that ends.
const slot = Symbol.for("keyward.password-queue");
const holder = globalThis as typeof globalThis & { [slot]?: BoundedQueue };
holder[slot] ??= new BoundedQueue({
  atOnce: Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2))),
  waiting: 64,
});
const queue = holder[slot];

/**
 * The Argon2id hash of a password, as a PHC string.
 * @throws {DomainError} `too_many_attempts` when too many are being hashed already.
 */
export function hashPassword(plaintext: string): Promise<string> {
  return queue.run(() => hash(bytesOf(plaintext), ARGON2));
}

/**
 * Whether this is the password behind `passwordHash`.
 *
 * Without a hash the same work is done against one that nothing matches, so that an unknown address takes as long.
 * @throws {DomainError} `too_many_attempts` when too many are being hashed already.
 */
export function verifyPassword(passwordHash: string | null | undefined, plaintext: string): Promise<boolean> {
  return queue.run(async () => {
    const matches = await verify(passwordHash ?? DUMMY_HASH, bytesOf(plaintext));
    return matches && typeof passwordHash === "string";
  });
}

/**
 * Refuses a password that lists, patterns or knowledge of the person would find.
 * @throws {DomainError} `invalid_input` on `field`.
 */
export function requireHardToGuess(
  plaintext: string,
  { field, personal }: { field: string; personal: readonly string[] },
): void {
  if (!isGuessable(plaintext, personal)) return;
  const sentence = "This is easy to guess: it is mostly common passwords, a pattern, your name or ours.";
  throw new DomainError("invalid_input", { fields: { [field]: [sentence] } });
}

/** Every byte counts. NFC, because keyboards compose the same character in different ways. */
function bytesOf(plaintext: string): Uint8Array {
  return new TextEncoder().encode(plaintext.normalize("NFC"));
}
