import { logger } from "@/lib/logging/logger";

const MAX_KEYS = 10_000;
const SAY_AGAIN_MS = 3_600_000;

/**
 * Keys whose secret came over an unencrypted connection, with when that was last said: once an hour a key, in the log.
 * Bounded; the key noted longest ago is forgotten first.
 */
export class ExposedKeys {
  readonly #saidAt = new Map<string, number>();

  /** @param now Unix time, milliseconds. */
  note(keyId: string, now: number): void {
    const saidAt = this.#saidAt.get(keyId);
    if (saidAt !== undefined && now - saidAt < SAY_AGAIN_MS) return;
    this.#saidAt.delete(keyId);
    this.#saidAt.set(keyId, now);
    if (this.#saidAt.size > MAX_KEYS) this.#forgetOldest();
    logger.warn({ keyId }, "A key came over an unencrypted connection and counts as exposed");
  }

  /** Keys noted, for metrics. */
  get size(): number {
    return this.#saidAt.size;
  }

  #forgetOldest(): void {
    for (const keyId of this.#saidAt.keys()) {
      this.#saidAt.delete(keyId);
      return;
    }
  }
}
