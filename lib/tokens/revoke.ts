import type { KeyEntry } from "@/lib/edge/ports";
import type { Form } from "./form";
import { genuineToken, TOKEN_MISSING } from "./inspect";
import { emptyAnswer, type OAuthAnswer, type OAuthError, oauthError } from "./oauth-answer";
import type { OAuthEdge, OAuthRequest } from "./oauth-request";

/**
 * RFC 7009, for the client the token was given to. A text that is no living token of ours needs no revoking and gets the
 * same 200; a client that presents another's is told so.
 *
 * The audit log tells of it soon after: `auditRevocations` writes what an edge has no key to sign.
 */
export async function revokeToken(
  client: KeyEntry,
  form: Form,
  edge: OAuthEdge,
  now: number,
  { ip }: Pick<OAuthRequest, "ip">,
): Promise<OAuthAnswer | OAuthError> {
  const token = form.get("token") ?? "";
  if (token === "") return TOKEN_MISSING;
  const claims = await genuineToken(token, edge, now);
  if (claims === null || claims.expiresAt <= now) return emptyAnswer();
  if (claims.keyId !== client.keyId) {
    return oauthError("invalid_grant", "The token was given to another client.");
  }
  const { id, keyId, expiresAt } = claims;
  await edge.tokens.revoke({ id, keyId, expiresAt, ip }, now);
  return emptyAnswer();
}
