import type { EdgeDeps } from "../decision";
import { parseToken, TOKEN_MAX_LENGTH, type TokenClaims } from "./parse-token";

/** What judging a token takes. */
export type TokenDeps = Pick<EdgeDeps, "digest" | "tokens" | "verifiedTokens">;

/** The claims of a token whose signature was verified before; undefined for any other. */
export function rememberedToken(token: string, deps: TokenDeps): TokenClaims | undefined {
  return token.length > TOKEN_MAX_LENGTH ? undefined : deps.verifiedTokens.get(deps.digest(token));
}

/** The claims of a token that is worth verifying: well-formed, ours by its words, and signed by a key there is. */
export function readToken(token: string, deps: TokenDeps, now: number): TokenClaims | null {
  const claims = parseToken(token, deps.tokens.issuer, now);
  return claims !== null && deps.tokens.knows(claims.kid, now) ? claims : null;
}

/**
 * Verifies the signature of a token `readToken` read, and remembers a good one.
 * Rejects with `StoreUnavailable` when too many are being verified.
 */
export async function verifyToken(token: string, claims: TokenClaims, deps: TokenDeps): Promise<boolean> {
  const isGenuine = await deps.tokens.verify(token, claims.kid);
  if (isGenuine) deps.verifiedTokens.set(deps.digest(token), claims);
  return isGenuine;
}

/** Why a genuine token is not believed at this moment; null when it is. Its key and secret are judged apart. */
export function whyNotBelieved(
  claims: TokenClaims,
  { tokens }: TokenDeps,
  now: number,
): "token_invalid" | "token_expired" | "token_revoked" | null {
  if (!tokens.knows(claims.kid, now)) return "token_invalid";
  if (tokens.isRevoked(claims.id)) return "token_revoked";
  return now >= claims.expiresAt ? "token_expired" : null;
}
