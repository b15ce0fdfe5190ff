import type { KeyEntry } from "@/lib/edge/ports";
import type { Form } from "./form";
import { genuineToken, TOKEN_MISSING } from "./inspect";
import { emptyAnswer, type OAuthAnswer, type OAuthError, oauthError } from "./oauth-answer";
import type { OAuthEdge } from "./oauth-request";

/**
 * RFC 7009, for the client the token was given to. A text that is no living token of ours needs no revoking and gets the
 * same 200; a client that presents another's is told so.
 *
 * No audit row: like a call, this is what a program does with its own key, and an edge has no key to sign the chain with.
 */
export async function revokeToken(
  client: KeyEntry,
  form: Form,
  edge: OAuthEdge,
  now: number,
): Promise<OAuthAnswer | OAuthError> {
  const token = form.get("token") ?? "";
  if (token === "") return TOKEN_MISSING;
  const claims = await genuineToken(token, edge, now);
  if (claims === null || claims.expiresAt <= now) return emptyAnswer();
  if (claims.keyId !== client.keyId) {
    return oauthError("invalid_grant", "The token was given to another client.");
  }
  await edge.tokens.revoke(claims, now);
  return emptyAnswer();
}
