import type { Pool } from "pg";
import type { Change } from "@/lib/changes/change";
import { Refresher } from "@/lib/edge/adapters/refresher";
import { TOKEN_MAX_SECONDS } from "@/lib/edge/tokens/parse-token";
import type { TokenTrust } from "@/lib/edge/tokens/token-trust";
import { isId } from "@/lib/std/id";
import { createTokenKey } from "./create-key";
import { type Revocation, recordRevocation } from "./record-revocation";
import { readTokenKeys, type TokenJwk, type TokenKey } from "./token-keys";
import { Verifier } from "./verifier";

/**
 * The signing keys and revocations of this process, kept true by the change log: a revoked token is forgotten with the
 * news itself, without asking the database.
 *
 * Answers from memory, also while the database is away; only the very first key of an installation needs it.
 */
export class TokenAuthority implements TokenTrust {
  readonly issuer: string;
  readonly #pool: () => Pool;
  readonly #refresher = new Refresher(() => this.#read());
  readonly #verifier = new Verifier();
  #keys: ReadonlyMap<string, TokenKey> = new Map();
  /** Token ID → when it may be forgotten, in the order of revocation. */
  readonly #revoked = new Map<string, number>();

  /** @param issuer Base URL of the edge, without trailing slash. */
  constructor(issuer: string, pool: () => Pool) {
    this.issuer = issuer;
    this.#pool = pool;
  }

  /** Reads keys and revocations. Rejects when they cannot be read; then nothing has changed and a retry is on its way. */
  refresh(): Promise<void> {
    return this.#refresher.refresh();
  }

  /** Takes note of a revoked token, or of a signing key that came or went. */
  apply({ subject }: Pick<Change, "subject">): void {
    // Whenever it was revoked, it cannot outlive this.
    if (isId("token", subject)) this.#revoke(subject, Date.now() + TOKEN_MAX_SECONDS * 1000);
    else this.#refresher.refreshInBackground();
  }

  /**
   * Revokes a token that would otherwise be believed until `expiresAt`: here when this resolves, on every edge within a second.
   * Revoking twice is revoking once. Rejects while the database is away; then nothing has changed.
   */
  async revoke(token: Revocation, now: number): Promise<void> {
    if (this.isRevoked(token.id)) return;
    await recordRevocation(this.#pool(), token, now);
    this.#revoke(token.id, token.expiresAt);
  }

  stop(): void {
    this.#refresher.stop();
  }

  knows(kid: string, now: number): boolean {
    return this.#keys.get(kid)?.isBelieved(now) === true;
  }

  isRevoked(tokenId: string): boolean {
    return this.#revoked.size > 0 && this.#revoked.has(tokenId);
  }

  verify(token: string, kid: string): Promise<boolean> {
    const key = this.#keys.get(kid);
    return key === undefined ? Promise.resolve(false) : this.#verifier.verify(token, key);
  }

  /** The key that signs now; the first one is made at its first need. Rejects while there is none and the database is away. */
  async signingKey(now: number): Promise<TokenKey> {
    const known = this.#findSigning(now);
    if (known !== undefined) return known;
    await createTokenKey(this.#pool(), new Date(now));
    await this.refresh();
    const made = this.#findSigning(now);
    if (made === undefined) throw new Error("A signing key was made and cannot be found.");
    return made;
  }

  /** The public halves of all keys believed now. */
  publicKeys(now: number): readonly TokenJwk[] {
    return [...this.#keys.values()].filter((key) => key.isBelieved(now)).map(({ jwk }) => jwk);
  }

  #findSigning(now: number): TokenKey | undefined {
    return [...this.#keys.values()].find((key) => key.signs(now));
  }

  async #read(): Promise<void> {
    const keys = await readTokenKeys(this.#pool());
    const { rows } = await this.#pool().query<{ id: string; expires_at: Date }>(
      "select id, expires_at from revoked_token where expires_at > now() order by created_at",
    );
    this.#keys = new Map(keys.map((key) => [key.kid, key]));
    for (const { id, expires_at } of rows) this.#revoke(id, expires_at.getTime());
  }

  #revoke(tokenId: string, until: number): void {
    const now = Date.now();
    for (const [id, end] of this.#revoked) {
      if (now < end) break;
      this.#revoked.delete(id);
    }
    this.#revoked.set(tokenId, until);
  }
}
