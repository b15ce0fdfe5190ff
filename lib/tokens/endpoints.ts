import { isDatabaseAway } from "@/lib/actions/fault";
import type { KeyEntry } from "@/lib/edge/ports";
import { authenticateClient } from "./client";
import { type Form, readForm } from "./form";
import { introspectToken } from "./inspect";
import { issueToken } from "./issue";
import { authorizationServerMetadata } from "./metadata";
import {
  errorAnswer,
  isOAuthError,
  type OAuthAnswer,
  type OAuthError,
  oauthError,
  publicAnswer,
} from "./oauth-answer";
import type { OAuthEdge, OAuthRequest } from "./oauth-request";
import { revokeToken } from "./revoke";

type ClientEndpoint = (
  client: KeyEntry,
  form: Form,
  edge: OAuthEdge,
  now: number,
  request: OAuthRequest,
) => Promise<OAuthAnswer | OAuthError>;

const CLIENT_ENDPOINTS: ReadonlyMap<string, ClientEndpoint> = new Map([
  ["/oauth/token", issueToken],
  ["/oauth/revoke", revokeToken],
  ["/oauth/introspect", introspectToken],
]);

type Document = (edge: OAuthEdge, now: number) => object;

const DOCUMENTS: ReadonlyMap<string, Document> = new Map<string, Document>([
  ["/.well-known/jwks.json", ({ tokens }, now) => ({ keys: tokens.publicKeys(now) })],
  ["/.well-known/oauth-authorization-server", ({ tokens }) => authorizationServerMetadata(tokens.issuer)],
]);

/** A second is a fair guess where nobody can know. */
const RETRY_AFTER_SECONDS = 1;

/** Whether this path is one of the OAuth endpoints or documents. */
export function isOAuthPath(path: string): boolean {
  return CLIENT_ENDPOINTS.has(path) || DOCUMENTS.has(path);
}

/**
 * Answers the OAuth endpoints of every host: token (RFC 6749), revocation (RFC 7009), introspection (RFC 7662), and the
 * documents that describe them (RFC 7517, RFC 8414). Refusals are in the RFCs' own JSON.
 *
 * Rejects only when the edge itself is broken.
 * @param now Unix time, milliseconds.
 */
export async function answerOAuth(request: OAuthRequest, edge: OAuthEdge, now: number): Promise<OAuthAnswer> {
  const outcome = await judge(request, edge, now).catch((cause: unknown) => whenAway(cause));
  return isOAuthError(outcome) ? errorAnswer(outcome) : outcome;
}

async function judge(request: OAuthRequest, edge: OAuthEdge, now: number): Promise<OAuthAnswer | OAuthError> {
  const { method, path } = request;
  const document = DOCUMENTS.get(path);
  if (document !== undefined) {
    return method === "GET" || method === "HEAD"
      ? publicAnswer(document(edge, now))
      : wrongMethod("GET, HEAD");
  }
  const endpoint = CLIENT_ENDPOINTS.get(path);
  if (endpoint === undefined) {
    return { ...oauthError("invalid_request", "There is nothing at this path."), status: 404 };
  }
  if (method !== "POST") return wrongMethod("POST");
  const form = await readForm(request);
  if (isOAuthError(form)) return form;
  const client = await authenticateClient(request, form, edge, now);
  return isOAuthError(client) ? client : endpoint(client, form, edge, now, request);
}

function wrongMethod(allow: string): OAuthError {
  return { ...oauthError("invalid_request", `Use ${allow}.`), status: 405, allow };
}

function whenAway(cause: unknown): OAuthError {
  // By name: each bundle of the app has its own copy of the class.
  const isStoreAway = cause instanceof Error && cause.name === "StoreUnavailable";
  if (!isStoreAway && !isDatabaseAway(cause)) throw cause;
  return {
    ...oauthError(
      "temporarily_unavailable",
      "This cannot be looked up or noted down right now. It says nothing about the key.",
    ),
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  };
}
