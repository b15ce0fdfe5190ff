import type { HeaderReader } from "@/lib/edge/headers";
import type { KeyEntry } from "@/lib/edge/ports";
import { parseSecret, SECRET_LENGTH } from "@/lib/edge/secret-format";
import { whyNotUsable } from "@/lib/edge/standing";
import { REFUSALS } from "@/lib/edge/verdict";
import type { Form } from "./form";
import { isOAuthError, type OAuthError, oauthError } from "./oauth-answer";
import type { OAuthEdge, OAuthRequest } from "./oauth-request";

type ClientCredentials = { readonly clientId: string; readonly clientSecret: string };

const UNKNOWN = "The client ID and the client secret do not belong together, or to no key.";

/**
 * Authenticates a client by its key ID and a secret of that key (RFC 6749 §2.3.1): HTTP Basic or the form, not both.
 *
 * The same look-up as at the gates, slowed for the same addresses. Whoever presents the exact secret of a key that is
 * disabled, expired, not yet valid or suspended, or a retired secret, is told so; all else is one and the same refusal.
 */
export async function authenticateClient(
  request: OAuthRequest,
  form: Form,
  edge: OAuthEdge,
  now: number,
): Promise<KeyEntry | OAuthError> {
  const presented = credentialsOf(request.headers, form);
  if (isOAuthError(presented)) return presented;
  if (edge.deps.requiresTls && !request.isSecure) return refuseInClear(presented, edge, now);
  const entry = await findEntry(presented.clientSecret, request, edge, now);
  if (entry === null) return oauthError("invalid_client", UNKNOWN);
  if (isOAuthError(entry)) return entry;
  if (entry.keyId !== presented.clientId) return oauthError("invalid_client", UNKNOWN);
  const refusal = whyNotUsable(entry, now);
  if (refusal !== null) return oauthError("invalid_client", REFUSALS[refusal].meaning);
  const isAccepted = !entry.isInRotation || edge.deps.newSecrets.accept(entry, now, request.arrivedAt);
  return isAccepted ? entry : whileFenced();
}

/** The client secret is new, and just now somebody decides whether it will be one. */
function whileFenced(): OAuthError {
  return {
    ...oauthError("temporarily_unavailable", REFUSALS.keys_unavailable.meaning),
    retryAfterSeconds: 1,
  };
}

/** Gate 4: whatever the answer, the secret has crossed the wire in clear. */
function refuseInClear({ clientSecret }: ClientCredentials, { deps }: OAuthEdge, now: number): OAuthError {
  const known = clientSecret.length === SECRET_LENGTH ? deps.keys.peek(deps.digest(clientSecret), now) : null;
  if (known) deps.exposed.note(known.keyId, now);
  return { ...oauthError("invalid_request", REFUSALS.https_required.meaning), status: 403 };
}

async function findEntry(
  secret: string,
  request: OAuthRequest,
  { deps }: OAuthEdge,
  now: number,
): Promise<KeyEntry | OAuthError | null> {
  if (secret.length !== SECRET_LENGTH || parseSecret(secret) === null) return null;
  const digest = deps.digest(secret);
  const known = deps.keys.peek(digest, now);
  if (known !== undefined) return known;
  const waitMs = deps.guard.waitMs(request.ip, request.arrivedAt);
  if (waitMs > 0) {
    return {
      ...oauthError("slow_down", "Too many requests with unknown secrets came from this address."),
      retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
    };
  }
  const loaded = await deps.keys.load(digest, now);
  if (loaded === null) deps.guard.noteUnknown(request.ip, request.arrivedAt);
  return loaded;
}

function credentialsOf(headers: HeaderReader, form: Form): ClientCredentials | OAuthError {
  const authorization = headers.get("authorization");
  const id = form.get("client_id") || undefined;
  const secret = form.get("client_secret") || undefined;
  if (authorization === null) {
    return id === undefined || secret === undefined
      ? oauthError("invalid_client", "Send client_id and client_secret, by HTTP Basic or in the form.")
      : { clientId: id, clientSecret: secret };
  }
  if (secret !== undefined) {
    return oauthError("invalid_request", "Send the client secret by HTTP Basic or in the form, not both.");
  }
  const basic = parseBasic(authorization);
  if (basic === null) return oauthError("invalid_client", "The Authorization header is not HTTP Basic.");
  return id === undefined || id === basic.clientId
    ? basic
    : oauthError("invalid_request", "The form names another client than HTTP Basic.");
}

/** Both halves are form-encoded before they are joined (RFC 6749 §2.3.1). Of two joined headers none is read. */
function parseBasic(authorization: string): ClientCredentials | null {
  const [, encoded = ""] = /^basic +([A-Za-z0-9+/]{1,1000}={0,2})$/i.exec(authorization) ?? [];
  const text = Buffer.from(encoded, "base64").toString("latin1");
  const colon = text.indexOf(":");
  if (colon === -1) return null;
  const clientId = decode(text.slice(0, colon));
  const clientSecret = decode(text.slice(colon + 1));
  return clientId === null || clientSecret === null ? null : { clientId, clientSecret };
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return null;
  }
}
