import { describe, expect, test } from "vitest";
import { MemoryKeyStore } from "./adapters/memory-key-store";
import type { AnswerContext } from "./answer-headers";
import { checkCall } from "./check";
import { preflightAnswer } from "./cors";
import type { Call } from "./decision";
import { forwardedAnswerHeaders } from "./forward-headers";
import { RawHeaders } from "./headers";
import { refusalAnswer } from "./refusal-answer";
import { compileRestrictions } from "./restrictions/compile";
import type { Mode } from "./restrictions/restrictions";
import { generateSecret } from "./secret-format";
import { callOf, depsOf, keyOf, NOON } from "./testing/fixtures";

const secret = generateSecret();
const context: AnswerContext = {
  requestId: "req_1",
  publicUrl: "https://keys.test",
  keyHeaders: ["x-api-key"],
  at: 0,
};
/** All an upstream could say about it. */
const UPSTREAM = new RawHeaders([
  ...["Access-Control-Allow-Origin", "*", "Access-Control-Allow-Credentials", "true"],
  ...[
    "Access-Control-Expose-Headers",
    "*",
    "Access-Control-Allow-Methods",
    "*",
    "Access-Control-Max-Age",
    "9",
  ],
  ...["Timing-Allow-Origin", "*", "Cross-Origin-Resource-Policy", "cross-origin"],
]);

function depsWith(mode: Mode) {
  const keys = new MemoryKeyStore();
  const domain = { mode, allow: ["good.test"], allowMissing: true } as const;
  const list = { mode: "off", allow: [], deny: [] } as const;
  const restrictions = compileRestrictions({
    domain,
    ip: list,
    userAgent: { ...list, denyKnownBots: false },
    country: list,
    hours: { mode: "off", zone: "UTC", windows: [] },
  });
  keys.set(secret, keyOf({ restrictions }));
  return depsOf(keys);
}

/** The fields about other origins in the answer a call gets; the upstream's where it is let through. */
function crossOrigin(mode: Mode, call: Call): Record<string, string> {
  const verdict = checkCall(call, depsWith(mode), NOON);
  if (verdict instanceof Promise) throw new Error("Judged at once.");
  const list =
    verdict.kind === "preflight"
      ? preflightAnswer(call.headers, "req_1").headers
      : verdict.kind === "refused"
        ? refusalAnswer(verdict, call, context).headers
        : forwardedAnswerHeaders(verdict, call, UPSTREAM, "/samples/map/1", context);
  const fields: Record<string, string> = { kind: verdict.kind };
  for (let at = 0; at < list.length; at += 2) {
    const name = (list[at] ?? "").toLowerCase();
    if (/^(?:access-control-|timing-|cross-origin-)/.test(name)) fields[name] = list[at + 1] ?? "";
  }
  return fields;
}

const keyed = (...headers: string[]) => callOf({ headers: ["X-API-Key", secret, ...headers] });
const READABLE = {
  "access-control-expose-headers": expect.stringMatching(/X-Request-Id.*RateLimit.*Retry-After/),
};

describe("who asks may read", () => {
  test.each<[string, Mode, string, string]>([
    ["what it is let through to", "enforce", "https://good.test", "admitted"],
    ["what observing lets through", "observe", "https://evil.test", "admitted"],
    ["what it gets without restrictions", "off", "https://any.test", "admitted"],
    ["why it is refused", "enforce", "https://evil.test", "refused"],
    ["why an opaque origin is refused", "enforce", "null", "refused"],
  ])("%s", (_, mode, origin, kind) => {
    expect(crossOrigin(mode, keyed("Origin", origin))).toEqual({
      kind,
      "access-control-allow-origin": origin,
      ...READABLE,
    });
  });

  test.each<[string, Parameters<typeof callOf>[0]]>([
    ["without a key", {}],
    ["with an unknown path", { target: "/nothing" }],
    ["with an unknown method", { method: "PURGE" }],
    ["with a malformed target", { target: "/map/%zz" }],
    ["with too large a body", { method: "POST", contentLength: 1001 }],
  ])("why it is refused %s", (_, over) => {
    const call = callOf({ ...over, headers: ["Origin", "https://any.test"] });
    expect(crossOrigin("off", call)).toEqual({
      kind: "refused",
      "access-control-allow-origin": "https://any.test",
      ...READABLE,
    });
  });
});

describe("nobody else is told anything", () => {
  test.each([
    ["without Origin", []],
    ["with a Referer only", ["Referer", "https://good.test/"]],
    ["with an empty Origin", ["Origin", ""]],
    ["with no origin in it", ["Origin", "good.test"]],
    ["with two", ["Origin", "https://good.test", "Origin", "https://good.test"]],
    ["with a path", ["Origin", "https://good.test/"]],
    ["with user information", ["Origin", "https://a@good.test"]],
    ["with a line of its own", ["Origin", "https://good.test\u0000"]],
    ["with a huge one", ["Origin", `https://${"a".repeat(400)}`]],
  ])("%s", (_, headers) => {
    expect(crossOrigin("off", keyed(...headers))).toEqual({ kind: "admitted" });
  });
});

describe("a preflight", () => {
  const ask = (...headers: string[]) =>
    crossOrigin(
      "enforce",
      callOf({ method: "OPTIONS", headers: ["Origin", "https://evil.test", ...headers] }),
    );

  test("needs no key and no allowed domain: the call itself is judged", () => {
    expect(
      ask("Access-Control-Request-Method", "PUT", "Access-Control-Request-Headers", "x-api-key"),
    ).toEqual({
      kind: "preflight",
      "access-control-allow-origin": "https://evil.test",
      "access-control-allow-methods": "PUT",
      "access-control-allow-headers": "x-api-key",
      "access-control-max-age": "600",
    });
  });

  test("gives back no name that is none", () => {
    expect(ask("Access-Control-Request-Method", "P\u0001T", "Access-Control-Request-Headers", "a;b")).toEqual(
      {
        kind: "preflight",
        "access-control-allow-origin": "https://evil.test",
        "access-control-max-age": "600",
      },
    );
  });

  test("asks about something: OPTIONS without a method or an origin is a call", () => {
    expect(ask().kind).toBe("refused");
    const call = callOf({ method: "OPTIONS", headers: ["Access-Control-Request-Method", "PUT"] });
    expect(crossOrigin("off", call)).toEqual({ kind: "refused" });
  });

  test("at an unknown path is answered, too: the 404 of the call itself can then be read", () => {
    const headers = ["Origin", "https://a.test", "Access-Control-Request-Method", "PUT"];
    const call = callOf({ method: "OPTIONS", target: "/nothing", headers });
    expect(crossOrigin("off", call)).toMatchObject({
      kind: "preflight",
      "access-control-allow-origin": "https://a.test",
    });
  });
});
