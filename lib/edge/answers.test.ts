import { describe, expect, test } from "vitest";
import { MemoryKeyStore } from "./adapters/memory-key-store";
import { nodeHmac } from "./adapters/node-crypto";
import type { AnswerContext } from "./answer-headers";
import { privateCacheControl } from "./answer-headers";
import { replayMemory, verifyAssertion } from "./assertion";
import { checkCall, refuseAdmitted } from "./check";
import { preflightAnswer } from "./cors";
import type { Admitted, Call, Refused } from "./decision";
import { forwardedAnswerHeaders, forwardRequestHeaders } from "./forward-headers";
import { RawHeaders } from "./headers";
import { compileRouter } from "./paths";
import type { KeyEntry } from "./ports";
import { refusalAnswer } from "./refusal-answer";
import { generateSecret } from "./secret-format";
import { callOf, depsOf, keyOf, NOON, productOf } from "./testing/fixtures";
import { mapLocation, upstreamTarget } from "./upstream-target";
import { REFUSALS, type RefusalCode } from "./verdict";

const secret = generateSecret();
const other = generateSecret();
const context: AnswerContext = {
  requestId: "req_1",
  publicUrl: "https://keys.test",
  keyHeaders: ["x-api-key"],
  at: 0,
};

function verdictOf(call: Call, entry: KeyEntry = keyOf(), product = productOf()) {
  const keys = new MemoryKeyStore();
  keys.set(secret, entry);
  const verdict = checkCall(call, depsOf(keys, [product]), NOON);
  if (verdict instanceof Promise || verdict.kind === "preflight") throw new Error("Decided at once.");
  return verdict;
}

function admittedOf(call: Call, entry?: KeyEntry): Admitted {
  const verdict = verdictOf(call, entry);
  if (verdict.kind !== "admitted") throw new Error(verdict.code);
  return verdict;
}

function read(list: readonly string[]): Record<string, string> {
  const read: Record<string, string> = {};
  for (let at = 0; at < list.length; at += 2) {
    const name = (list[at] ?? "").toLowerCase();
    expect(read[name]).toBeUndefined();
    read[name] = list[at + 1] ?? "";
  }
  return read;
}

function refusedAs(code: RefusalCode, over: Partial<Refused> = {}): Refused {
  return {
    kind: "refused",
    code,
    route: null,
    key: null,
    credential: "none",
    tokenId: "",
    limits: [],
    observed: [],
    retryAfterMs: 0,
    violated: [],
    saw: "",
    rule: "",
    ...over,
  };
}

const codes = Object.keys(REFUSALS) as RefusalCode[];

describe("refusals", () => {
  test.each(codes)("%s is a problem that names itself and leaks nothing", (code) => {
    const call = callOf({
      target: `/map/${secret}/\u00e9?key=${secret}`,
      headers: ["Origin", "https://a.test"],
    });
    const { status, headers, body } = refusalAnswer(refusedAs(code), call, context);
    const problem = JSON.parse(body) as Record<string, unknown>;
    expect(problem).toMatchObject({
      type: `https://keys.test/docs/errors#${code}`,
      status,
      code,
      requestId: "req_1",
      instance: "/map/kw_redacted/%E9",
    });
    expect(body + headers.join()).not.toContain(secret);
    const fields = read(headers);
    expect(fields).toMatchObject({
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-request-id": "req_1",
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox",
      "referrer-policy": "no-referrer",
      "access-control-allow-origin": "https://a.test",
      vary: "Origin, x-api-key, Authorization",
    });
    expect(status === 401).toBe("www-authenticate" in fields);
    expect(status === 429 || status === 503).toBe("retry-after" in fields);
    expect(status === 405).toBe("allow" in fields);
    expect(status === 429).toBe("violated-policies" in problem);
  });

  test("tell a product's name as it stands, whatever it holds", () => {
    const name = 'Kärtchen "\\ \u2028 </script>';
    const route = compileRouter([productOf({ name })]).router.match("/map/1");
    const refused: Refused = { ...refusedAs("product_not_allowed"), route };
    const { body } = refusalAnswer(refused, callOf(), context);
    expect(JSON.parse(body)).toMatchObject({ detail: expect.stringContaining(`The product is ${name}.`) });
  });

  test("over the limit says which limit, what is left and when to come back", () => {
    const keys = new MemoryKeyStore();
    keys.set(secret, keyOf());
    const deps = depsOf(keys);
    const call = callOf({ headers: ["X-API-Key", secret, "Tracking-ID", "abc-1"] });
    for (let at = 0; at < 5; at += 1) void checkCall(call, deps, NOON);
    const refused = checkCall(call, deps, NOON) as Refused;
    const { body, headers } = refusalAnswer(refused, call, context);
    expect(JSON.parse(body)).toMatchObject({ "violated-policies": ["qps"] });
    expect(read(headers)).toMatchObject({
      "ratelimit-policy": '"qps";q=5;w=1',
      ratelimit: '"qps";r=0;t=1',
      "retry-after": "1",
      "tracking-id": "abc-1",
    });
  });

  test("challenges follow RFC 6750", () => {
    const challenge = (code: RefusalCode) =>
      read(refusalAnswer(refusedAs(code), callOf(), context).headers)["www-authenticate"];
    expect(challenge("key_missing")).toBe('ApiKey realm="keyward", Bearer realm="keyward"');
    expect(challenge("key_invalid")).toBe('ApiKey realm="keyward"');
    expect(challenge("token_invalid")).toBe('Bearer realm="keyward", error="invalid_token"');
  });

  test("a product in the classic style answers as that gateway did", () => {
    const product = productOf({ refusalStyle: "tomtom" });
    const call = callOf({ headers: ["X-API-Key", secret] });
    const refused = verdictOf(call, keyOf({ disabledAt: 1 }), product) as Refused;
    const answer = refusalAnswer(refused, call, context);
    expect(answer).toMatchObject({ status: 403, body: "<h1>Developer Inactive</h1>" });
    expect(read(answer.headers)).toMatchObject({
      "content-type": "text/xml; charset=utf-8",
      "x-error-detail-header": "Account Inactive",
      "x-mashery-error-code": "ERR_403_DEVELOPER_INACTIVE",
      "cache-control": "no-store",
    });
  });

  test("a Tracking-ID that is not one is not echoed", () => {
    for (const id of ["a b", "é", "x".repeat(101), ""]) {
      const call = callOf({ headers: ["Tracking-ID", id] });
      expect(
        read(refusalAnswer(refusedAs("key_missing"), call, context).headers)["tracking-id"],
      ).toBeUndefined();
    }
  });
});

test("a preflight gets back what it asked, and nothing that is no token", () => {
  const ask = (asked: string) =>
    read(
      preflightAnswer(
        new RawHeaders([
          "Origin",
          "https://a.test",
          "Access-Control-Request-Method",
          "PUT",
          "Access-Control-Request-Headers",
          asked,
        ]),
        "req_1",
      ).headers,
    );
  expect(ask("x-api-key, content-type")).toMatchObject({
    "access-control-allow-origin": "https://a.test",
    "access-control-allow-methods": "PUT",
    "access-control-allow-headers": "x-api-key, content-type",
  });
  expect(ask("x\u0000")["access-control-allow-headers"]).toBeUndefined();
  expect(ask("x-api-key")["access-control-allow-credentials"]).toBeUndefined();
});

describe("forwarding", () => {
  const call = callOf({
    target: `/map/1/%7ea?x=%7E+1&key=${secret}&note=${other}&b`,
    ip: "2001:db8::1",
    headers: [
      ...[
        "Host",
        "api.test:3000",
        "Cookie",
        "session=1",
        "Accept",
        "image/png",
        "Accept-Language",
        "en",
        "Connection",
        "close, Accept-Language",
      ],
      ...[
        "User-Agent",
        `me/${other}`,
        "Referer",
        `https://a.test/?key=${other}`,
        "X-Keyward-Key-Id",
        "key_forged",
        "X-Forwarded-For",
        "1.2.3.4",
      ],
      ...[
        "x-middleware-subrequest",
        "1",
        "X-Nextjs-Data",
        "1",
        "Proxy-Authorization",
        "x",
        "Authorization",
        "Basic abc",
        "TE",
        "trailers",
      ],
    ],
  });
  const admitted = admittedOf(call);
  const target = upstreamTarget(admitted);
  const sent = () =>
    forwardRequestHeaders(admitted, call, {
      requestId: "req_1",
      sentTarget: target,
      scheme: "https",
      now: NOON,
      hmac: nodeHmac,
    });

  test("the other query bytes arrive unchanged and in order, the key and other secrets do not", () => {
    expect(target).toBe("/samples/map/1/%7ea?x=%7E+1&note=kw_redacted&b");
  });

  test("only listed headers go upstream, and no secret in them", () => {
    const fields = read(sent());
    expect(Object.keys(fields).sort()).toEqual([
      ...[
        "accept",
        "forwarded",
        "referer",
        "user-agent",
        "x-keyward-assertion",
        "x-keyward-key-id",
        "x-keyward-org-id",
      ],
      ...["x-keyward-product", "x-request-id"],
    ]);
    expect(fields).toMatchObject({
      "user-agent": "me/kw_redacted",
      referer: "https://a.test/?key=kw_redacted",
      "x-keyward-key-id": "key_a",
      forwarded: 'for="[2001:db8::1]";host="api.test:3000";proto=https',
    });
  });

  test("the assertion holds for exactly this request, for thirty seconds, once", () => {
    const fields = sent();
    const { "x-keyward-assertion": header = "" } = read(fields);
    const { kid, secret: signing } = admitted.route.product.upstream.signingKey;
    const secrets = new Map([
      ["older", new Uint8Array(32).fill(9)],
      [kid, signing],
    ]);
    const keyward = ["X-Keyward-Product", "map", "x-keyward-key-id", "key_a", "X-Keyward-Org-Id", "org_a"];
    const good = { method: "GET", target, requestId: "req_1", keyward, now: NOON };
    const verify = (over: Partial<typeof good> = {}, value: string | null = header) =>
      verifyAssertion(value, { ...good, ...over }, secrets, nodeHmac);
    expect(verify()).toBeNull();
    expect(verify({ now: NOON + 30_000 })).toBeNull();
    expect(verify({ now: NOON + 30_001 })).toBe("out_of_window");
    expect(verify({ now: NOON - 30_001 })).toBe("out_of_window");
    expect(verify({ method: "POST" })).toBe("wrong_signature");
    expect(verify({ target: `${target}&c` })).toBe("wrong_signature");
    expect(verify({ requestId: "req_2" })).toBe("wrong_signature");
    expect(verify({ keyward: keyward.slice(2) })).toBe("wrong_signature");
    expect(verify({ keyward: [...keyward, "X-Keyward-Role", "admin"] })).toBe("wrong_signature");
    expect(verify({}, header.replace(/t=\d+/, `t=${NOON / 1000 + 1}`))).toBe("wrong_signature");
    expect(verify({}, header.replace(kid, "older"))).toBe("wrong_signature");
    expect(verify({}, header.replace(kid, "unknown"))).toBe("unknown_key");
    expect(verify({}, `${header};x=1`)).toBe("malformed");
    expect(verify({}, null)).toBe("missing");
    const replay = replayMemory();
    expect(verifyAssertion(header, good, secrets, nodeHmac, replay)).toBeNull();
    expect(verifyAssertion(header, good, secrets, nodeHmac, replay)).toBe("replayed");
  });

  test("a hostile upstream's headers stay behind", () => {
    const upstream = new RawHeaders([
      ...[
        "Content-Type",
        "text/html",
        "ETag",
        '"1"',
        "Set-Cookie",
        "a=b",
        "Clear-Site-Data",
        '"*"',
        "Refresh",
        "0;url=//evil",
      ],
      ...[
        "x-middleware-rewrite",
        "http://evil",
        "x-nextjs-redirect",
        "/",
        "Content-Security-Policy",
        "x",
        "Service-Worker-Allowed",
        "/",
      ],
      ...[
        "Access-Control-Allow-Origin",
        "*",
        "Access-Control-Allow-Credentials",
        "true",
        "Cache-Control",
        "public, s-maxage=9, max-age=60",
      ],
      ...[
        "Location",
        "http://127.0.0.1:9000/samples/map/2?x=1",
        "Vary",
        "Accept, Origin",
        "Connection",
        "Age",
        "Age",
        "3",
        "X-Request-Id",
        "theirs",
      ],
    ]);
    const fields = read(forwardedAnswerHeaders(admitted, call, upstream, target, context));
    expect(fields).toEqual({
      "content-type": "text/html",
      etag: '"1"',
      location: "/map/2?x=1",
      "cache-control": "private, max-age=60",
      "x-request-id": "req_1",
      vary: "Origin, x-api-key, Authorization, Accept",
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox",
      "referrer-policy": "no-referrer",
      "ratelimit-policy": '"qps";q=5;w=1',
      ratelimit: '"qps";r=4;t=1',
    });
  });

  test.each([
    ["/samples/map/2", "/map/2"],
    ["3", "/map/1/3"],
    ["http://127.0.0.1:9000/samples/a", "/a"],
    ["http://127.0.0.1:9001/samples/a", null],
    ["http://127.0.0.1:9000/admin", null],
    ["/samplesx/a", null],
    ["//evil.test/", null],
    ["/samples//evil.test/", null],
    ["javascript:alert(1)", null],
    ["http://u:p@127.0.0.1:9000/samples/a", null],
  ])("a Location of %s reads %s", (location, mapped) => {
    expect(mapLocation(location, admitted.route.product.upstream, target)).toBe(mapped);
  });

  test.each([
    [null, "private"],
    ["no-store", "private, no-store"],
    ['Public, MAX-AGE=5, s-maxage="1"', "private, max-age=5"],
    ["bad\u0000, max-age=1", "private, max-age=1"],
  ])("Cache-Control %j is made %s", (given, made) => {
    expect(privateCacheControl(given)).toBe(made);
  });

  test("a retiring secret is told when it ends, refused or not", () => {
    const entry = keyOf({ secretStatus: "retiring", retiresAt: NOON + 3_600_000, rotatedAt: NOON - 1000 });
    const retiring = admittedOf(callOf({ headers: ["X-API-Key", secret] }), entry);
    const expected = {
      deprecation: "@1795348799",
      sunset: "Sun, 22 Nov 2026 13:00:00 GMT",
      "x-key-rotation": "retiring; ends=2026-11-22T13:00:00.000Z; key-id=key_a",
    };
    expect(read(forwardedAnswerHeaders(retiring, callOf(), new RawHeaders([]), "/", context))).toMatchObject(
      expected,
    );
    const failed = refuseAdmitted(retiring, "upstream_timeout");
    expect(read(refusalAnswer(failed, callOf(), context).headers)).toMatchObject(expected);
  });
});
