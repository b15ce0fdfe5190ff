import type { TokenClaims } from "./parse-token";

const MAX_TOKENS = 20_000;

/**
 * Tokens whose signature was verified, by SHA-256, so that each costs one verification and not one per call.
 *
 * Bounded: past 20,000 the one not asked for longest goes first. Whether a token is still believed is judged at every
 * call; this remembers only that its signature was good. Ended ones stay until they are pushed out: a client that goes
 * on presenting one is refused without work.
 */
export class VerifiedTokens {
  readonly #byDigest = new Map<string, TokenClaims>();
  readonly #max: number;

  constructor(max = MAX_TOKENS) {
    this.#max = max;
  }

  get(digest: string): TokenClaims | undefined {
    const claims = this.#byDigest.get(digest);
    if (claims === undefined) return undefined;
    this.#byDigest.delete(digest);
    this.#byDigest.set(digest, claims);
    return claims;
  }

  set(digest: string, claims: TokenClaims): void {
    this.#byDigest.delete(digest);
    this.#byDigest.set(digest, claims);
    if (this.#byDigest.size <= this.#max) return;
    for (const oldest of this.#byDigest.keys()) {
      this.#byDigest.delete(oldest);
      break;
    }
  }

  /** Tokens remembered, for metrics and tests. */
  get size(): number {
    return this.#byDigest.size;
  }
}
