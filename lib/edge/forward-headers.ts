import {
  type AnswerContext,
  commonHeaders,
  isFieldValue,
  privateCacheControl,
  safeHeader,
} from "./answer-headers";
import { signAssertion } from "./assertion";
import type { Admitted, Call } from "./decision";
import type { HeaderList, HeaderReader } from "./headers";
import type { Hmac } from "./ports";
import { redact } from "./redact";
import { mapLocation } from "./upstream-target";

/** All of a client's fields an upstream ever sees. Not one of them can carry a credential of ours or of the dashboard. */
const TO_UPSTREAM: ReadonlyMap<string, number> = numbered([
  "accept",
  "accept-encoding",
  "accept-language",
  "cache-control",
  "content-encoding",
  "content-language",
  "content-type",
  "idempotency-key",
  "if-match",
  "if-modified-since",
  "if-none-match",
  "if-range",
  "if-unmodified-since",
  "origin",
  "prefer",
  "range",
  "referer",
  "tomtom-api-version",
  "tomtom-user-agent",
  "traceparent",
  "tracestate",
  "tracking-id",
  "user-agent",
]);

/** All of an upstream's fields a client ever sees, but `Cache-Control`, `Location` and `Vary`, which are rewritten. */
const TO_CLIENT: readonly (readonly [name: string, lower: string])[] = [
  "Content-Type",
  "Content-Encoding",
  "Content-Language",
  "Content-Disposition",
  "Content-Range",
  "Accept-Ranges",
  "ETag",
  "Last-Modified",
  "Age",
].map((name) => [name, name.toLowerCase()]);

/** What the host adds to the request it forwards. */
export type ForwardContext = {
  readonly requestId: string;
  /** What `upstreamTarget` gave; the assertion covers it. */
  readonly sentTarget: string;
  /** Scheme the client used. */
  readonly scheme: "http" | "https";
  /** Unix time, milliseconds. */
  readonly now: number;
  readonly hmac: Hmac;
};

/**
 * The request headers for the upstream, built from an allow list: never a credential, a cookie, a hop-by-hop field or one
 * nominated by `Connection`. Secrets inside the others read `kw_redacted`. Framing (`Host`, `Content-Length`) is the host's.
 */
export function forwardRequestHeaders(admitted: Admitted, call: Call, context: ForwardContext): HeaderList {
  const headers: HeaderList = [];
  const nominated = nominatedBy(call.headers);
  let seen = 0;
  call.headers.forEach((value, name) => {
    const bit = TO_UPSTREAM.get(name);
    if (bit === undefined || nominated.has(name) || !isFieldValue(value)) return;
    if ((seen & bit) !== 0) join(headers, name, redact(value));
    else headers.push(name, redact(value));
    seen |= bit;
  });
  const { sentTarget, requestId, now, hmac } = context;
  return headers.concat(assertedHeaders(admitted, call.method, { sentTarget, requestId, now, hmac }), [
    "X-Request-Id",
    requestId,
    "Forwarded",
    forwardedOf(call, context.scheme),
  ]);
}

/** Who calls, and the proof that the call passed the edge: all `X-Keyward-*` fields an upstream gets. */
export function assertedHeaders(
  admitted: Admitted,
  method: string,
  context: Omit<ForwardContext, "scheme">,
): HeaderList {
  const { requestId, sentTarget, now, hmac } = context;
  const keyward: HeaderList = [
    "X-Keyward-Key-Id",
    admitted.key.keyId,
    "X-Keyward-Org-Id",
    admitted.key.orgId,
    "X-Keyward-Product",
    admitted.route.product.slug,
  ];
  const asserted = { method, target: sentTarget, requestId, keyward, now };
  const assertion = signAssertion(asserted, admitted.route.product.upstream.signingKey, hmac);
  return keyward.concat("X-Keyward-Assertion", assertion);
}

/** The headers of a forwarded answer: the upstream's from an allow list, then ours. */
export function forwardedAnswerHeaders(
  admitted: Admitted,
  call: Call,
  upstream: HeaderReader,
  sentTarget: string,
  context: AnswerContext,
): HeaderList {
  const headers: HeaderList = [];
  const nominated = nominatedBy(upstream);
  for (const [name, lower] of TO_CLIENT) {
    const value = nominated.has(lower) ? null : safeHeader(upstream, lower);
    if (value !== null) headers.push(name, value);
  }
  for (const name of admitted.route.product.answerHeaders) {
    const value = nominated.has(name) ? null : safeHeader(upstream, name);
    if (value !== null) headers.push(name, value);
  }
  const location = safeHeader(upstream, "location");
  const mapped = location && mapLocation(location, admitted.route.product.upstream, sentTarget);
  if (mapped) headers.push("Location", mapped);
  headers.push("Cache-Control", privateCacheControl(safeHeader(upstream, "cache-control")));
  return headers.concat(commonHeaders(admitted, call, context, safeHeader(upstream, "vary")));
}

/** A repeated field goes on as one: of two lines an upstream might believe the one that no gate looked at. */
function join(headers: HeaderList, name: string, value: string): void {
  const at = headers.indexOf(name) + 1;
  headers[at] = `${headers[at]}, ${value}`;
}

/** Each name with a bit of its own. */
function numbered(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.map((name, at) => [name, 1 << at]));
}

const NONE: ReadonlySet<string> = new Set();

/** RFC 9110 §7.6.1: what `Connection` names is for the next hop only. */
function nominatedBy(headers: HeaderReader): ReadonlySet<string> {
  const connection = headers.get("connection");
  if (connection === null || connection === "keep-alive" || connection === "close") return NONE;
  return new Set(connection.split(",").map((name) => name.trim().toLowerCase()));
}

/** RFC 7239. Gate 1 saw to it that the host holds nothing that would need escaping. */
function forwardedOf(call: Call, scheme: string): string {
  const address = call.ip.includes(":") ? `"[${call.ip}]"` : call.ip;
  const host = call.headers.get("host");
  const hostPart = host !== null && /^[A-Za-z0-9.\-_~[\]:%]+$/.test(host) ? `;host="${host}"` : "";
  return `for=${address}${hostPart};proto=${scheme}`;
}
