import { createPrivateKey, type KeyObject } from "node:crypto";
import { importJWK } from "jose";
import type { Pool } from "pg";
import { TOKEN_ALGORITHM, TOKEN_MAX_SECONDS } from "@/lib/edge/tokens/parse-token";
import { tokenKeyAad } from "@/lib/sealing/aad";
import { edgeKeyring } from "@/lib/sealing/keyring";
import { open } from "@/lib/sealing/open";

/** The public half as RFC 7517 and RFC 8037 write it. */
export type TokenJwk = {
  readonly kty: "OKP";
  readonly crv: "Ed25519";
  readonly x: string;
  readonly kid: string;
  readonly use: "sig";
  readonly alg: typeof TOKEN_ALGORITHM;
};

type VerificationKey = Awaited<ReturnType<typeof importJWK>>;

/** A signing key in memory. Its private half is opened when it first signs here. */
export class TokenKey {
  readonly jwk: TokenJwk;
  readonly verificationKey: VerificationKey;
  readonly retiresAt: number | null;
  readonly #sealed: Uint8Array;
  #signingKey: KeyObject | undefined;

  constructor(row: TokenKeyRow, jwk: TokenJwk, verificationKey: VerificationKey) {
    this.jwk = jwk;
    this.verificationKey = verificationKey;
    this.retiresAt = row.retires_at?.getTime() ?? null;
    this.#sealed = row.sealed;
  }

  get kid(): string {
    return this.jwk.kid;
  }

  signs(now: number): boolean {
    return this.retiresAt === null || now < this.retiresAt;
  }

  /** A retired key is believed until the last token it can have signed has ended. */
  isBelieved(now: number): boolean {
    return this.retiresAt === null || now < this.retiresAt + TOKEN_MAX_SECONDS * 1000;
  }

  /** @throws {CannotOpen} When the edge key that sealed it is gone. */
  signingKey(): KeyObject {
    this.#signingKey ??= createPrivateKey({
      key: open(edgeKeyring(), this.#sealed, tokenKeyAad(this.kid)),
      format: "der",
      type: "pkcs8",
    });
    return this.#signingKey;
  }
}

type TokenKeyRow = {
  id: string;
  sealed: Uint8Array;
  public_key: Uint8Array;
  retires_at: Date | null;
};

/** Every signing key, in the order of signing: while two live, the older one signs until the newer is known everywhere. */
export async function readTokenKeys(pool: Pool): Promise<TokenKey[]> {
  const { rows } = await pool.query<TokenKeyRow>(
    "select id, sealed, public_key, retires_at from token_key order by retires_at, created_at, id",
  );
  return Promise.all(
    rows.map(async (row) => {
      const x = Buffer.from(row.public_key).toString("base64url");
      const jwk: TokenJwk = {
        kty: "OKP",
        crv: "Ed25519",
        x,
        kid: row.id,
        use: "sig",
        alg: TOKEN_ALGORITHM,
      };
      return new TokenKey(row, jwk, await importJWK(jwk, TOKEN_ALGORITHM));
    }),
  );
}
