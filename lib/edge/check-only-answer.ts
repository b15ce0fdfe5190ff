import { type AnswerContext, commonHeaders } from "./answer-headers";
import type { Admitted, Call } from "./decision";
import { assertedHeaders } from "./forward-headers";
import type { HeaderList } from "./headers";
import type { Hmac } from "./ports";
import type { RefusalAnswer } from "./refusal-answer";
import { upstreamTarget } from "./upstream-target";
import type { RefusalCode } from "./verdict";

/** A verdict as a gateway gets it. */
export type CheckAnswer = { readonly status: number; readonly headers: HeaderList; readonly body: string };

/** What the host knows about one verdict. */
export type CheckContext = AnswerContext & {
  /** Unix time, milliseconds. */
  readonly now: number;
  readonly hmac: Hmac;
};

/** Path and query to ask the upstream for: what was judged, without the key. Not `X-Keyward-…`, or the assertion would cover it. */
export const UPSTREAM_URI = "X-Upstream-Uri";

/**
 * The answer that sends a call on: 200 without a body, with all the gateway has to add to what it forwards.
 *
 * The assertion is over the method asked about and over `X-Upstream-Uri`. A gateway that asks its upstream for exactly
 * that has asked for what was judged, whatever it made of the path itself, and has left the key behind.
 */
export function admittedCheckAnswer(admitted: Admitted, call: Call, context: CheckContext): CheckAnswer {
  const sentTarget = upstreamTarget(admitted);
  const { requestId, now, hmac } = context;
  const headers = assertedHeaders(admitted, call.method, { requestId, sentTarget, now, hmac });
  headers.push(UPSTREAM_URI, sentTarget, "Cache-Control", "no-store");
  return { status: 200, headers: headers.concat(commonHeaders(admitted, call, context, null)), body: "" };
}

/**
 * A refusal for nginx: 401 or 403, because `auth_request` passes on nothing else, and what it would swallow in fields:
 * `X-Keyward-Status`, `-Code`, `-Type` and `-Body`. Every other gateway gets the answer the client would have got here.
 */
export function nginxRefusal(refusal: RefusalAnswer, code: RefusalCode): CheckAnswer {
  const { status, body } = refusal;
  const headers = refusal.headers.concat([
    "X-Keyward-Status",
    String(status),
    "X-Keyward-Code",
    code,
    "X-Keyward-Type",
    fieldOf(refusal.headers, "Content-Type"),
    "X-Keyward-Body",
    escapedToAscii(body),
  ]);
  return { status: status === 401 ? 401 : 403, headers, body };
}

function fieldOf(headers: HeaderList, name: string): string {
  return headers[headers.indexOf(name) + 1] ?? "";
}

/** The same JSON, fit for a field value. */
function escapedToAscii(body: string): string {
  return body.replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
