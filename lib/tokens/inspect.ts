import type { KeyEntry } from "@/lib/edge/ports";
import { whyNotUsable } from "@/lib/edge/standing";
import type { TokenClaims } from "@/lib/edge/tokens/parse-token";
import { readToken, rememberedToken, verifyToken, whyNotBelieved } from "@/lib/edge/tokens/recognise";
import { formatScope } from "@/lib/edge/tokens/scope";
import type { Form } from "./form";
import { type OAuthAnswer, type OAuthError, oauthError, privateAnswer } from "./oauth-answer";
import type { OAuthEdge } from "./oauth-request";

export const TOKEN_MISSING = oauthError("invalid_request", "token is missing.");

/** The claims of a token we signed and whose signing key still lives, whatever became of it; null for any other text. */
export async function genuineToken(token: string, edge: OAuthEdge, now: number): Promise<TokenClaims | null> {
  const known = rememberedToken(token, edge.deps);
  if (known !== undefined) return known;
  const claims = readToken(token, edge.deps, now);
  return claims !== null && (await verifyToken(token, claims, edge.deps)) ? claims : null;
}

/**
 * RFC 7662, for the client the token was given to: whether a call with it would pass gates 5 to 9 now.
 *
 * Everything else is `{"active":false}` and nothing more: another client's token, a forged, ended or revoked one, one
 * whose key or secret no longer works.
 */
export async function introspectToken(
  client: KeyEntry,
  form: Form,
  edge: OAuthEdge,
  now: number,
): Promise<OAuthAnswer | OAuthError> {
  const token = form.get("token") ?? "";
  if (token === "") return TOKEN_MISSING;
  const claims = await genuineToken(token, edge, now);
  if (claims === null || !(await isActive(claims, client, edge, now)))
    return privateAnswer({ active: false });
  return privateAnswer({
    active: true,
    scope: formatScope(claims.scope),
    client_id: claims.keyId,
    token_type: "Bearer",
    exp: claims.expiresAt / 1000,
    iat: claims.issuedAt / 1000,
    sub: claims.keyId,
    aud: edge.tokens.issuer,
    iss: edge.tokens.issuer,
    jti: claims.id,
  });
}

async function isActive(
  claims: TokenClaims,
  client: KeyEntry,
  { deps }: OAuthEdge,
  now: number,
): Promise<boolean> {
  if (claims.keyId !== client.keyId || whyNotBelieved(claims, deps, now) !== null) return false;
  const known = deps.keysBySecretId.peek(claims.secretId, now);
  const entry = known === undefined ? await deps.keysBySecretId.load(claims.secretId, now) : known;
  return entry !== null && entry.keyId === claims.keyId && whyNotUsable(entry, now) === null;
}
