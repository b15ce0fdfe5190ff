import type { HeaderList } from "./headers";
import type { Hmac, SigningKey } from "./ports";

/** What an assertion binds together. */
export type Asserted = {
  readonly method: string;
  /** Path and query as sent to the upstream. */
  readonly target: string;
  readonly requestId: string;
  /** Every `X-Keyward-*` field but the assertion, in any order and case. */
  readonly keyward: HeaderList;
  /** Unix time, milliseconds. */
  readonly now: number;
};

/** The proof that a call passed the edge: `v1;kid=…;t=<unix seconds>;sig=<base64url>`. It does not cover the body. */
export function signAssertion(asserted: Asserted, key: SigningKey, hmac: Hmac): string {
  const seconds = Math.floor(asserted.now / 1000);
  return `v1;kid=${key.kid};t=${seconds};sig=${hmac(key.secret, messageOf(asserted, key.kid, seconds))}`;
}

/** How far an assertion's time may be from the verifier's, either way. */
export const ASSERTION_WINDOW_MS = 30_000;

/** Remembers request IDs for the window, so that a recorded request cannot be sent again. */
export interface ReplayMemory {
  /** Notes the ID; false when it was noted before and may still be in its window. */
  isFirst(requestId: string, now: number): boolean;
}

export type AssertionFault =
  | "missing"
  | "malformed"
  | "unknown_key"
  | "out_of_window"
  | "wrong_signature"
  | "replayed";

/**
 * Checks the assertion of a request that reached an upstream; null when it is good, else what is wrong with it.
 *
 * @param secrets By `kid`; two live while one replaces the other.
 * @param header The value of `X-Keyward-Assertion`.
 * @param replay Optional: without it the same request may be repeated inside the window.
 */
export function verifyAssertion(
  header: string | null,
  asserted: Asserted,
  secrets: ReadonlyMap<string, Uint8Array>,
  hmac: Hmac,
  replay?: ReplayMemory,
): AssertionFault | null {
  if (header === null) return "missing";
  const parts = /^v1;kid=([A-Za-z0-9_-]{1,64});t=(\d{1,12});sig=([A-Za-z0-9_-]{43})$/.exec(header);
  if (parts === null) return "malformed";
  const [, kid = "", t = "", signature = ""] = parts;
  const secret = secrets.get(kid);
  if (secret === undefined) return "unknown_key";
  const seconds = Number(t);
  if (Math.abs(asserted.now - seconds * 1000) > ASSERTION_WINDOW_MS) return "out_of_window";
  if (!equalInConstantTime(hmac(secret, messageOf(asserted, kid, seconds)), signature)) {
    return "wrong_signature";
  }
  return replay !== undefined && !replay.isFirst(asserted.requestId, asserted.now) ? "replayed" : null;
}

/** A replay memory for one process. Bounded by the calls of two windows; forgets by halves, without timers. */
export function replayMemory(): ReplayMemory {
  let young = new Set<string>();
  let old = new Set<string>();
  let since = Number.NEGATIVE_INFINITY;
  return {
    isFirst(requestId, now) {
      // An assertion is accepted from one window before its time to one after.
      if (now - since >= 2 * ASSERTION_WINDOW_MS) {
        old = now - since >= 4 * ASSERTION_WINDOW_MS ? new Set() : young;
        young = new Set();
        since = now;
      }
      if (young.has(requestId) || old.has(requestId)) return false;
      young.add(requestId);
      return true;
    },
  };
}

/**
 * One line a fact. No value holds a line break: targets are visible ASCII, fields single lines; names are sorted, so an
 * added, removed or changed `X-Keyward-*` field changes the message.
 */
function messageOf(asserted: Asserted, kid: string, seconds: number): string {
  const { keyward, requestId, method, target } = asserted;
  const fields: string[] = [];
  let isSorted = true;
  for (let at = 0; at + 1 < keyward.length; at += 2) {
    const field = `\n${(keyward[at] ?? "").toLowerCase()}:${keyward[at + 1] ?? ""}`;
    isSorted &&= at === 0 || (fields.at(-1) ?? "") <= field;
    fields.push(field);
  }
  if (!isSorted) fields.sort();
  return `keyward-assertion-v1\n${kid}\n${seconds}\n${requestId}\n${method}\n${target}${fields.join("")}`;
}

function equalInConstantTime(left: string, right: string): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let at = 0; at < left.length; at += 1) difference |= left.charCodeAt(at) ^ right.charCodeAt(at);
  return difference === 0;
}
