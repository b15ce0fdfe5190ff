// Verifies that a request reached this upstream through the Keyward edge. Node 20 or newer, no dependencies.
//
//   const verify = createVerifier({ usk_…: Buffer.from("…", "base64") });
//   http.createServer((request, response) => {
//     const fault = verify(request.method, request.url, request.headers);
//     if (fault) return response.writeHead(401).end(fault);
//     …
//   });
import { createHmac, timingSafeEqual } from "node:crypto";

const WINDOW_MS = 30_000;

/**
 * @param {Record<string, Uint8Array>} secrets By the ID in `kid`; two while one replaces the other.
 * @param {{ refuseRepeats?: boolean }} options By default a request ID that was seen before is refused. That memory is
 *   this process' own: with several, refuse repeats where all of them see it, and pass `false` here.
 * @returns A function that answers null for a good request, else what is wrong with it.
 */
export function createVerifier(secrets, { refuseRepeats = true } = {}) {
  const known = new Map(Object.entries(secrets));
  let young = new Set();
  let old = new Set();
  let since = 0;

  function isFirst(requestId, now) {
    if (now - since >= 2 * WINDOW_MS) {
      old = now - since >= 4 * WINDOW_MS ? new Set() : young;
      young = new Set();
      since = now;
    }
    if (young.has(requestId) || old.has(requestId)) return false;
    young.add(requestId);
    return true;
  }

  /**
   * @param {string} method As received.
   * @param {string} target Path and query exactly as they stood in the request line.
   * @param {Record<string, string | string[] | undefined>} headers Names in lower case, as Node gives them.
   */
  return function verify(method, target, headers, now = Date.now()) {
    const assertion = headers["x-keyward-assertion"];
    if (typeof assertion !== "string") return "missing";
    const parts = /^v1;kid=([A-Za-z0-9_-]{1,64});t=(\d{1,12});sig=([A-Za-z0-9_-]{43})$/.exec(assertion);
    if (!parts) return "malformed";
    const [, kid, seconds, signature] = parts;
    const secret = known.get(kid);
    if (!secret) return "unknown_key";
    if (Math.abs(now - Number(seconds) * 1000) > WINDOW_MS) return "out_of_window";

    const requestId = headers["x-request-id"] ?? "";
    const fields = Object.entries(headers)
      .filter(([name]) => name.startsWith("x-keyward-") && name !== "x-keyward-assertion")
      .map(([name, value]) => `${name}:${value}`)
      .sort();
    const message = [
      "keyward-assertion-v1",
      kid,
      String(Number(seconds)),
      requestId,
      method,
      target,
      ...fields,
    ];
    const expected = createHmac("sha256", secret).update(message.join("\n")).digest("base64url");
    if (!timingSafeEqual(Buffer.from(expected), Buffer.from(signature))) return "wrong_signature";
    return !refuseRepeats || isFirst(requestId, now) ? null : "replayed";
  };
}
