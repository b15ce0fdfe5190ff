import type { HeaderList, HeaderReader } from "./headers";

const MAX_AGE_SECONDS = 600;
const MAX_ORIGIN_LENGTH = 300;
const MAX_ASKED_LENGTH = 2000;

/** Ours that a script of another origin may read. */
const EXPOSED =
  "X-Request-Id, Tracking-ID, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate, Deprecation, Sunset, X-Key-Rotation, X-Error-Detail-Header, X-Mashery-Error-Code";

/** Whether an OPTIONS call is a browser's question and not a call: it names an origin and the method it is about. */
export function isPreflight(headers: HeaderReader): boolean {
  return originOf(headers) !== null && headers.get("access-control-request-method") !== null;
}

/** The asking origin, null when there is none or it is not one serialized origin. `null` is a legal one. */
export function originOf(headers: HeaderReader): string | null {
  const origin = headers.get("origin");
  if (origin === null || origin.length > MAX_ORIGIN_LENGTH) return null;
  return /^(?:null|[a-z][a-z0-9+.-]*:\/\/[\w.~%:[\]-]*)$/i.test(origin) ? origin : null;
}

/**
 * Headers that let the asking origin read an answer; none without an origin. Never credentials.
 *
 * They stand on every answer to an origin: refusals, so that a developer can read the reason, and all that was let through.
 */
export function corsHeaders(headers: HeaderReader): HeaderList {
  const origin = originOf(headers);
  if (origin === null) return [];
  return ["Access-Control-Allow-Origin", origin, "Access-Control-Expose-Headers", EXPOSED];
}

/** The answer to a preflight: 204 with the asked method and headers, whatever key may follow. */
export function preflightAnswer(
  headers: HeaderReader,
  requestId: string,
): { status: 204; headers: HeaderList } {
  const answer: HeaderList = [
    "Access-Control-Allow-Origin",
    originOf(headers) ?? "null",
    "Access-Control-Max-Age",
    String(MAX_AGE_SECONDS),
    "Cache-Control",
    "no-store",
    "Vary",
    "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
    "X-Content-Type-Options",
    "nosniff",
    "X-Request-Id",
    requestId,
  ];
  const method = asked(headers.get("access-control-request-method"));
  if (method !== "") answer.push("Access-Control-Allow-Methods", method);
  const names = asked(headers.get("access-control-request-headers"));
  if (names !== "") answer.push("Access-Control-Allow-Headers", names);
  return { status: 204, headers: answer };
}

/** A list of tokens is given back as it came, anything else is not. */
function asked(list: string | null): string {
  if (list === null || list.length > MAX_ASKED_LENGTH) return "";
  return /^[A-Za-z0-9!#$%&'*+.^_`|~, -]+$/.test(list) ? list : "";
}
