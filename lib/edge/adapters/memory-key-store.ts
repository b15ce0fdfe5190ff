import type { KeyEntry, KeyStore } from "../ports";

/** Keys in memory and nowhere else: for a gateway with a fixed set, for tests and for measuring. */
export class MemoryKeyStore implements KeyStore {
  readonly #byDigest = new Map<string, KeyEntry>();

  set(digest: string, entry: KeyEntry): void {
    this.#byDigest.set(digest, entry);
  }

  delete(digest: string): void {
    this.#byDigest.delete(digest);
  }

  /** Never `undefined`: what is not here does not exist. */
  peek(digest: string): KeyEntry | null {
    return this.#byDigest.get(digest) ?? null;
  }

  load(digest: string): Promise<KeyEntry | null> {
    return Promise.resolve(this.peek(digest));
  }
}
