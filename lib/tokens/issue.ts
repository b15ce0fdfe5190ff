import type { KeyEntry } from "@/lib/edge/ports";
import { isWithinScope, parseScope, type Scope, type ScopeAccess } from "@/lib/edge/tokens/scope";
import type { Form } from "./form";
import { type OAuthAnswer, type OAuthError, oauthError, privateAnswer } from "./oauth-answer";
import type { OAuthEdge } from "./oauth-request";
import { earlierEnd, signToken } from "./sign";

/** RFC 6749 §4.4: a token for an authenticated client. Without `scope` it may do all that its key may. */
export async function issueToken(
  client: KeyEntry,
  form: Form,
  { tokens, catalog }: OAuthEdge,
  now: number,
): Promise<OAuthAnswer | OAuthError> {
  const grantType = form.get("grant_type") ?? "";
  if (grantType === "") return oauthError("invalid_request", "grant_type is missing.");
  if (grantType !== "client_credentials") {
    return oauthError("unsupported_grant_type", "The one grant type is client_credentials.");
  }
  const slugs = catalog.products.filter(({ id }) => client.productIds.includes(id)).map(({ slug }) => slug);
  const granted = scopeOf(slugs.sort(), client.access);
  const asked = form.get("scope") ?? "";
  const scope = asked === "" ? granted : parseScope(asked);
  if (scope === null || scope.size === 0 || !isWithinScope(scope, granted)) {
    return oauthError(
      "invalid_scope",
      "A scope is a list of <product>:<read|write>, each within what the key may do, separated by single spaces.",
    );
  }
  const grant = { keyId: client.keyId, secretId: client.secretId, scope, endsAt: endOf(client) };
  const minted = await signToken(tokens, grant, now);
  if (minted === null) return oauthError("invalid_client", "The key or its secret ends this very second.");
  return privateAnswer({
    access_token: minted.token,
    token_type: "Bearer",
    expires_in: minted.lifeSeconds,
    scope: minted.scope,
  });
}

/** All that a key may do, as a scope. */
export function scopeOf(productSlugs: readonly string[], access: ScopeAccess): Scope {
  return new Map(productSlugs.map((slug) => [slug, access]));
}

/** When a key ends for this secret. */
function endOf({ expiresAt, secretStatus, retiresAt }: KeyEntry): number | null {
  return earlierEnd(expiresAt, secretStatus === "retiring" ? retiresAt : null);
}
