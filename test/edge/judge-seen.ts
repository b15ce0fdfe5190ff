import { createHash } from "node:crypto";
import { expect } from "vitest";
import { nodeHmac } from "@/lib/edge/adapters/node-crypto";
import { verifyAssertion } from "@/lib/edge/assertion";
import { headerOf } from "./answer";
import type { Cast } from "./fill-in";
import { UPSTREAM_PREFIX } from "./fixtures";
import { expectHeaders } from "./judge-answer";
import type { ExpectedSeen } from "./row";
import type { Seen } from "./upstream";

/** Every header an upstream may see. */
const ALLOWED = new Set(
  `host connection content-length transfer-encoding accept accept-encoding accept-language cache-control
   content-encoding content-language content-type idempotency-key if-match if-modified-since if-none-match if-range
   if-unmodified-since origin prefer range referer tomtom-api-version tomtom-user-agent traceparent tracestate
   tracking-id user-agent x-keyward-key-id x-keyward-org-id x-keyward-product x-keyward-assertion x-request-id
   forwarded`.split(/\s+/),
);

/** And those of a WebSocket handshake, where a row is about one that goes on. */
const OF_HANDSHAKE = /^(?:upgrade|sec-websocket-(?:key|version|protocol|extensions))$/;

type Context = {
  readonly cast: Cast;
  readonly assertionSecrets: ReadonlyMap<string, Uint8Array>;
  readonly sent: Buffer;
  /** `X-Request-Id` the client got; null when it got no answer. */
  readonly requestId: string | null;
  readonly keyId: string | undefined;
};

/** Holds what reached the upstream against the row, then against what is true of every forwarded call. */
export function judgeSeen(seen: Seen, expected: ExpectedSeen, context: Context): void {
  if (expected.method !== undefined) expect(seen.method).toBe(expected.method);
  expect(seen.target.startsWith(`${UPSTREAM_PREFIX}/`)).toBe(true);
  if (expected.target !== undefined) {
    expect(seen.target.slice(UPSTREAM_PREFIX.length)).toBe(expected.target);
  }
  expectHeaders(seen.rawHeaders, expected.headers ?? {});
  if (expected.body === "same") {
    expect([seen.state, seen.bytes]).toEqual(["whole", context.sent.length]);
    expect(seen.sha256).toBe(createHash("sha256").update(context.sent).digest("hex"));
  } else if (expected.body === "broken") expect(seen.state).not.toBe("whole");

  const header = (name: string) => headerOf(seen.rawHeaders, name);
  const names = seen.rawHeaders.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase());
  const isHandshake = expected.headers?.upgrade === "websocket";
  const strange = names.filter((name) => !ALLOWED.has(name) && !(isHandshake && OF_HANDSHAKE.test(name)));
  expect(strange).toEqual([]);
  expect(new Set(names).size, "a field twice").toBe(names.length);
  const all = decodeURIComponentLoosely(`${seen.target}\n${seen.rawHeaders.join("\n")}`);
  for (const { secret, next, tokens } of Object.values(context.cast)) {
    for (const credential of [secret, next, ...Object.values(tokens ?? {})]) {
      if (credential !== undefined)
        expect(all.includes(credential), "a credential went upstream").toBe(false);
    }
  }
  expect(header("forwarded")).toMatch(/^for=(?:[\d.]+|"\[[0-9a-f:.]+\]")(?:;host="[^"]+")?;proto=https?$/);
  if (context.requestId !== null) expect(header("x-request-id")).toBe(context.requestId);
  if (context.keyId !== undefined) expect(header("x-keyward-key-id")).toBe(context.keyId);
  expect(assertionFault(seen, context.assertionSecrets)).toBeNull();
}

function assertionFault(seen: Seen, secrets: ReadonlyMap<string, Uint8Array>) {
  const keyward = seen.rawHeaders.flatMap((name, at) => {
    const isAsserted = at % 2 === 0 && /^x-keyward-(?!assertion$)/i.test(name);
    return isAsserted ? [name, seen.rawHeaders[at + 1] ?? ""] : [];
  });
  const asserted = {
    method: seen.method,
    target: seen.target,
    requestId: headerOf(seen.rawHeaders, "x-request-id") ?? "",
    keyward,
    now: seen.at,
  };
  return verifyAssertion(headerOf(seen.rawHeaders, "x-keyward-assertion"), asserted, secrets, nodeHmac);
}

/** Escapes of ASCII decoded, everything else as it is. */
function decodeURIComponentLoosely(text: string): string {
  return text.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
