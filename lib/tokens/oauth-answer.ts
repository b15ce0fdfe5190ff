import type { HeaderList } from "@/lib/edge/headers";

/** Every error an OAuth endpoint answers, and its status: RFC 6749 §5.2, RFC 7009 §2.2.1, and what HTTP adds. */
const STATUS = {
  invalid_request: 400,
  invalid_client: 401,
  invalid_grant: 400,
  unsupported_grant_type: 400,
  invalid_scope: 400,
  temporarily_unavailable: 503,
  slow_down: 429,
  server_error: 500,
} as const;

export type OAuthErrorCode = keyof typeof STATUS;

/** A refusal on its way to becoming an answer. */
export type OAuthError = {
  readonly error: OAuthErrorCode;
  /** For the developer who reads it; plain ASCII without quotes, as the RFC wants it. */
  readonly description: string;
  /** Where HTTP has a more exact status than the RFC's. */
  readonly status?: number;
  readonly retryAfterSeconds?: number;
  /** Methods that would have been right. */
  readonly allow?: string;
};

export type OAuthAnswer = {
  readonly status: number;
  readonly headers: HeaderList;
  /** Left out by the host for HEAD. */
  readonly body: string;
};

export function oauthError(error: OAuthErrorCode, description: string): OAuthError {
  return { error, description };
}

export function isOAuthError(value: object): value is OAuthError {
  return "error" in value;
}

/** An answer for one client: never kept by anybody (RFC 6749 §5.1). */
export function privateAnswer(body: object): OAuthAnswer {
  return answer(200, JSON.stringify(body), ["Cache-Control", "no-store", "Pragma", "no-cache"]);
}

/** RFC 7009 §2.2: nothing to say. */
export function emptyAnswer(): OAuthAnswer {
  return answer(200, "", ["Cache-Control", "no-store", "Pragma", "no-cache"]);
}

/** An answer that is the same for everybody, kept for a minute: a new signing key must be seen soon. */
export function publicAnswer(body: object): OAuthAnswer {
  return answer(200, JSON.stringify(body), [
    "Cache-Control",
    "public, max-age=60",
    "Access-Control-Allow-Origin",
    "*",
  ]);
}

/** A refusal in the RFC's own JSON. A 401 always names the scheme it wants. */
export function errorAnswer(refusal: OAuthError): OAuthAnswer {
  const status = refusal.status ?? STATUS[refusal.error];
  const headers = ["Cache-Control", "no-store", "Pragma", "no-cache"];
  if (status === 401) headers.push("WWW-Authenticate", 'Basic realm="keyward", charset="UTF-8"');
  if (refusal.retryAfterSeconds !== undefined) headers.push("Retry-After", String(refusal.retryAfterSeconds));
  if (refusal.allow !== undefined) headers.push("Allow", refusal.allow);
  return answer(
    status,
    JSON.stringify({ error: refusal.error, error_description: refusal.description }),
    headers,
  );
}

function answer(status: number, body: string, headers: HeaderList): OAuthAnswer {
  return {
    status,
    headers: [
      "Content-Type",
      "application/json",
      "X-Content-Type-Options",
      "nosniff",
      "Content-Length",
      String(Buffer.byteLength(body)),
      ...headers,
    ],
    body,
  };
}
