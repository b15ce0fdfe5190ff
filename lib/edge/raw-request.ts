import { escapedByte } from "./percent";
import { containsSecret } from "./redact";

/** A request line and fields as they came off the wire (`req.method`, `req.url`, `req.rawHeaders` in Node). */
export type RawRequest = {
  readonly method: string;
  readonly target: string;
  readonly rawHeaders: readonly string[];
};

type RawRefusal = "malformed_request" | "secret_in_path";

const PERCENT = 0x25;
const SLASH = 0x2f;
const DOT = 0x2e;
const QUESTION = 0x3f;

/**
 * Gate 1 on what only the raw request shows; null when it may go on.
 *
 * A host whose framework rewrites targets (Next redirects `//`, resolves dot segments, decodes and re-encodes the query)
 * must ask this before the framework sees the request. `checkCall` judges the target again, so a host that forgets
 * is still safe from all but a second Host line.
 */
export function judgeRawRequest(request: RawRequest): RawRefusal | null {
  return isSoundlyFramed(request.rawHeaders) ? judgeTarget(request.target) : "malformed_request";
}

/**
 * Most targets there are: no escape, no segment that begins with a dot. Every character has one way to match, so
 * the time is linear. A test holds that it never passes what `judgeTarget` refuses.
 */
const PLAIN_TARGET =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it keeps out
  /^(?:\/[^%/?#.\\\x00-\x20\x7f-\uffff][^%/?#\\\x00-\x20\x7f-\uffff]*)+\/?(?:\?[^%#\x00-\x20\x7f-\uffff]*)?$/;

/** Whether a target is plainly well-formed and holds no escape at all. It may still hold a secret. */
export function isPlainTarget(target: string): boolean {
  return PLAIN_TARGET.test(target);
}

/**
 * Judges a raw request target: origin form only; no bad escape, no control or non-ASCII character; in the path no
 * `%2f %5c %00`, backslash, `//`, dot segment (encoded ones included) and no secret.
 */
export function judgeTarget(target: string): RawRefusal | null {
  if (target.charCodeAt(0) !== SLASH) return "malformed_request";
  let segmentAt = 1;
  let hasEscape = false;
  let hasUnderscore = false;
  let at = 1;
  for (; at < target.length; at += 1) {
    const code = target.charCodeAt(at);
    if (code === QUESTION) break;
    if (code === SLASH) {
      // An empty segment is `//`, also at the very start.
      if (at === segmentAt || isDotSegment(target, segmentAt, at)) return "malformed_request";
      segmentAt = at + 1;
    } else if (code === PERCENT) {
      const byte = escapedByte(target, at);
      if (byte <= 0 || byte === 0x2f || byte === 0x5c) return "malformed_request";
      hasEscape = true;
    } else if (code === 0x5f) hasUnderscore = true;
    else if (!isPlain(code) || code === 0x5c) return "malformed_request";
  }
  if (isDotSegment(target, segmentAt, at)) return "malformed_request";
  if (!isQueryWellFormed(target, at + 1)) return "malformed_request";
  return (hasUnderscore || hasEscape) && containsSecret(target.slice(0, at)) ? "secret_in_path" : null;
}

function isQueryWellFormed(target: string, from: number): boolean {
  for (let at = from; at < target.length; at += 1) {
    const code = target.charCodeAt(at);
    if (!isPlain(code) || (code === PERCENT && escapedByte(target, at) < 0)) return false;
  }
  return true;
}

/** Visible ASCII but `#`, which never belongs into a request target. */
function isPlain(code: number): boolean {
  return code > 0x20 && code < 0x7f && code !== 0x23;
}

/** `.` or `..`, each dot plain or `%2e`. */
function isDotSegment(target: string, start: number, end: number): boolean {
  let dots = 0;
  for (let at = start; at < end; at += 1) {
    if (target.charCodeAt(at) === PERCENT && escapedByte(target, at) === DOT) at += 2;
    else if (target.charCodeAt(at) !== DOT) return false;
    dots += 1;
  }
  return dots === 1 || dots === 2;
}

/**
 * Whether there is exactly one `Host` and it can be one, and chunks are the last coding where a body is in codings at all:
 * of any other nobody can tell where it ends. Beside it `checkCall` judges all that this module does.
 */
export function isSoundlyFramed(rawHeaders: readonly string[]): boolean {
  let hosts = 0;
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? "";
    if (name.length === 4 && name.toLowerCase() === "host") {
      hosts += 1;
      if (!/^[A-Za-z0-9.\-_~[\]:%]{1,255}$/.test(rawHeaders[at + 1] ?? "")) return false;
    } else if (name.length === 17 && name.toLowerCase() === "transfer-encoding") {
      if (!/(?:^|,)[ \t]*chunked[ \t]*$/i.test(rawHeaders[at + 1] ?? "")) return false;
    }
  }
  return hosts === 1;
}
