import { type AnswerContext, commonHeaders } from "./answer-headers";
import type { Call, Refused } from "./decision";
import { ALLOWED_METHODS } from "./gates";
import type { HeaderList } from "./headers";
import { problemJson } from "./problem";
import { retryAfterSeconds } from "./rate-limit-fields";
import { tomtomRefusal } from "./tomtom-style";
import { REFUSALS } from "./verdict";

export type RefusalAnswer = { readonly status: number; readonly headers: HeaderList; readonly body: string };

const KEY_CHALLENGE = 'ApiKey realm="keyward"';
const TOKEN_CHALLENGE = 'Bearer realm="keyward"';

/** The whole answer to a refused call. For HEAD the host leaves the body out. */
export function refusalAnswer(
  refused: Refused,
  call: Pick<Call, "headers" | "target">,
  context: AnswerContext,
): RefusalAnswer {
  const headers = commonHeaders(refused, call, context, null);
  headers.push("Cache-Control", "no-store");
  const styled = refused.route?.product.refusalStyle === "tomtom" ? tomtomRefusal(refused.code) : null;
  const { status } = REFUSALS[refused.code];
  if (status === 429 || status === 503) {
    headers.push("Retry-After", String(retryAfterSeconds(refused.retryAfterMs)));
  }
  if (styled !== null) return { ...styled, headers: headers.concat(styled.headers) };
  const challenge = challengeOf(refused, status);
  if (challenge !== null) headers.push("WWW-Authenticate", challenge);
  if (status === 405) headers.push("Allow", ALLOWED_METHODS);
  headers.push("Content-Type", "application/problem+json");
  const body = problemJson(refused, call.target, context.requestId, context.publicUrl);
  return { status, headers, body };
}

/** RFC 6750 §3: no error code for a request that showed no credential at all. */
function challengeOf({ code, credential }: Refused, status: number): string | null {
  if (code === "key_missing") return `${KEY_CHALLENGE}, ${TOKEN_CHALLENGE}`;
  const isOfToken = credential === "bearer" || code.startsWith("token_");
  if (!isOfToken) return status === 401 ? KEY_CHALLENGE : null;
  if (status === 401) return `${TOKEN_CHALLENGE}, error="invalid_token"`;
  const isOutsideScope = code === "product_not_allowed" || code === "access_not_allowed";
  return isOutsideScope ? `${TOKEN_CHALLENGE}, error="insufficient_scope"` : null;
}
