import { SignJWT } from "jose";
import { TOKEN_ALGORITHM, TOKEN_MAX_SECONDS, TOKEN_TYPE } from "@/lib/edge/tokens/parse-token";
import { formatScope, type Scope } from "@/lib/edge/tokens/scope";
import { newId } from "@/lib/std/id";
import type { TokenAuthority } from "./authority";

/** Whom a token stands for, and what it may do. */
export type TokenGrant = {
  readonly keyId: string;
  readonly secretId: string;
  readonly scope: Scope;
  /** When its key or secret ends, Unix milliseconds; null = no end known. */
  readonly endsAt: number | null;
};

export type MintedToken = {
  readonly id: string;
  readonly token: string;
  readonly scope: string;
  /** Unix milliseconds. */
  readonly expiresAt: number;
  readonly lifeSeconds: number;
};

/**
 * Signs an access token (RFC 9068) for a grant whose key and secret were judged usable just now.
 *
 * Lives at most 15 minutes, and never beyond its key or secret; null when those end within the same second.
 */
export async function signToken(
  authority: TokenAuthority,
  grant: TokenGrant,
  now: number,
): Promise<MintedToken | null> {
  const issuedAt = Math.floor(now / 1000);
  const end = grant.endsAt === null ? Number.POSITIVE_INFINITY : Math.floor(grant.endsAt / 1000);
  const expiresAt = Math.min(issuedAt + TOKEN_MAX_SECONDS, end);
  if (expiresAt <= issuedAt) return null;
  const id = newId("token");
  const scope = formatScope(grant.scope);
  const key = await authority.signingKey(now);
  const token = await new SignJWT({
    iss: authority.issuer,
    aud: authority.issuer,
    sub: grant.keyId,
    client_id: grant.keyId,
    iat: issuedAt,
    exp: expiresAt,
    jti: id,
    scope,
    secret_id: grant.secretId,
  })
    .setProtectedHeader({ alg: TOKEN_ALGORITHM, typ: TOKEN_TYPE, kid: key.kid })
    .sign(key.signingKey());
  return { id, token, scope, expiresAt: expiresAt * 1000, lifeSeconds: expiresAt - issuedAt };
}

/** The earlier of two ends, either of which may be none. */
export function earlierEnd(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}
