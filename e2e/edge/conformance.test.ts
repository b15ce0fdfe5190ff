import { describe, expect, it } from "vitest";
import { firstKey } from "../demo";
import { baseUrl, countAnswers, exchangeBytes, parseAnswer, problemOf, rawRequest } from "./raw-http";

const SECRET = firstKey("map-display").secret;
const TILE = "/map/1/tile/basic/main/0/0/0.png?view=Unified";
const KEY = `X-API-Key: ${SECRET}`;
const FLIPPED = SECRET.slice(0, -1) + (SECRET.endsWith("A") ? "B" : "A");

describe("a tile", () => {
  it.each([
    ["X-API-Key", `GET ${TILE} HTTP/1.1`, [KEY]],
    ["another case of it", `GET ${TILE} HTTP/1.1`, [`x-ApI-kEy: ${SECRET}`]],
    ["TomTom-Api-Key", `GET ${TILE} HTTP/1.1`, [`TomTom-Api-Key: ${SECRET}`]],
    ["the query", `GET ${TILE}&key=${SECRET} HTTP/1.1`, []],
    ["the query, its name encoded", `GET ${TILE}&%6bey=${SECRET} HTTP/1.1`, []],
  ])("is answered for a key in %s", async (_, line, fields) => {
    const answer = await rawRequest(line, fields);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("image/png");
    expect(answer.body.subarray(1, 4).toString()).toBe("PNG");
    expect(answer.headers.get("x-request-id")).toMatch(/^req_[0-9A-Za-z]{22}$/);
    expect(answer.headers.get("cache-control")).toMatch(/^private/);
    expect(answer.headers.get("content-security-policy")).toBe("sandbox");
    expect(answer.headers.get("ratelimit")).toMatch(/^"qps";r=\d+;t=\d+/);
    expect(answer.headers.get("set-cookie")).toBeNull();
  });

  it("is not sent twice to who has it: HEAD, and 304 for a known ETag", async () => {
    const first = await rawRequest(`GET ${TILE} HTTP/1.1`, [KEY]);
    const head = await rawRequest(`HEAD ${TILE} HTTP/1.1`, [KEY]);
    expect([head.status, head.body.length]).toEqual([200, 0]);
    const etag = first.headers.get("etag") ?? "";
    const known = await rawRequest(`GET ${TILE} HTTP/1.1`, [KEY, `If-None-Match: ${etag}`]);
    expect([known.status, known.body.length]).toEqual([304, 0]);
  });
});

describe("credentials", () => {
  it.each([
    ["none", [], "", 401, "key_missing"],
    ["one wrong character", [`X-API-Key: ${FLIPPED}`], "", 401, "key_invalid"],
    ["an unknown name in the query", [], `&KEY=${SECRET}`, 401, "key_missing"],
    ["an array's name in the query", [], `&key[]=${SECRET}`, 401, "key_missing"],
    ["a header with an underscore", [`X_API_Key: ${SECRET}`], "", 401, "key_missing"],
    ["a cookie", [`Cookie: key=${SECRET}`], "", 401, "key_missing"],
    ["a key as bearer", [`Authorization: Bearer ${SECRET}`], "", 401, "token_invalid"],
    ["two header lines", [KEY, KEY], "", 400, "ambiguous_credentials"],
    ["a joined header", [`X-API-Key: ${SECRET}, ${SECRET}`], "", 400, "ambiguous_credentials"],
    ["two headers", [KEY, `TomTom-Api-Key: ${SECRET}`], "", 400, "ambiguous_credentials"],
    ["header and query", [KEY], `&key=${SECRET}`, 400, "ambiguous_credentials"],
    ["a repeated parameter", [], `&key=${SECRET}&key=${SECRET}`, 400, "ambiguous_credentials"],
    ["an encoded and a plain one", [], `&key=${SECRET}&%6Bey=${SECRET}`, 400, "ambiguous_credentials"],
    ["header and bearer", [KEY, "Authorization: Bearer x"], "", 400, "ambiguous_credentials"],
    [
      "two Authorization lines",
      ["Authorization: Bearer a", "Authorization: Bearer b"],
      "",
      400,
      "ambiguous_credentials",
    ],
    [
      "Basic, then bearer",
      [KEY, "Authorization: Basic a", "Authorization: Bearer b"],
      "",
      400,
      "ambiguous_credentials",
    ],
    ["a space in it", [`X-API-Key: ${SECRET.slice(0, 9)} ${SECRET.slice(9)}`], "", 401, "key_invalid"],
    ["bytes that are not ASCII", [`X-API-Key: ${SECRET}\u00e9`], "", 401, "key_invalid"],
    ["8 kB of it", [`X-API-Key: ${"k".repeat(8_192)}`], "", 401, "key_invalid"],
  ])("%s", async (_, fields, query, status, code) => {
    const answer = await rawRequest(`GET ${TILE}${query} HTTP/1.1`, fields);
    expect(answer.status).toBe(status);
    expect(problemOf(answer)).toMatchObject({ code, status });
    expect(answer.headers.get("www-authenticate") !== null).toBe(status === 401);
    expect(answer.raw.includes(SECRET)).toBe(false);
  });
});

describe("the request target", () => {
  it.each([
    ["//map/1/tile/basic/main/0/0/0.png", "malformed_request"],
    ["/map//1", "malformed_request"],
    ["/map/./1", "malformed_request"],
    ["/x/../map/1", "malformed_request"],
    ["/map/%2e%2e/o/", "malformed_request"],
    ["/map/..%2f..%2fadmin", "malformed_request"],
    ["/map/1%5c2", "malformed_request"],
    ["/map/\\1", "malformed_request"],
    ["/map/%00", "malformed_request"],
    ["/map/%zz", "malformed_request"],
    ["/map/1?a=%zz", "malformed_request"],
    [`http://evil.test${TILE}`, "malformed_request"],
    [`/map/${SECRET}/1`, "secret_in_path"],
    [`/o/acme/%6b${SECRET.slice(1)}`, "secret_in_path"],
  ])("%s is refused before anything is looked up", async (target, code) => {
    const answer = await rawRequest(`GET ${target} HTTP/1.1`, [KEY]);
    expect(answer.status).toBe(400);
    expect(problemOf(answer).code).toBe(code);
    expect(answer.headers.get("location")).toBeNull();
    expect(answer.raw.includes(SECRET)).toBe(false);
  });

  it.each([
    [["Host: a.test", "Host: b.test"], 400],
    [["Host: a.test", "host: a.test"], 400],
    [["Host: a test"], 400],
  ])("needs one Host: %j", async (fields, status) => {
    expect((await rawRequest(`GET ${TILE} HTTP/1.1`, [...fields, KEY])).status).toBe(status);
  });

  it("of no product is a problem for programs and a page for people", async () => {
    const program = await rawRequest("GET /no/such/thing HTTP/1.1", [KEY]);
    expect(program.status).toBe(404);
    expect(problemOf(program).code).toBe("no_such_product");
    const person = await rawRequest("GET /no/such/thing HTTP/1.1", [
      "Sec-Fetch-Mode: navigate",
      "Accept: text/html",
    ]);
    expect(person.status).toBe(404);
    expect(person.headers.get("content-type")).toMatch(/^text\/html/);
  });
});

describe("ways around the check", () => {
  const BYPASS = [
    "x-middleware-subrequest: proxy:proxy:proxy:proxy:proxy",
    "x-middleware-subrequest: src/proxy:src/proxy:src/proxy:src/proxy:src/proxy",
    "x-middleware-next: 1",
    "x-middleware-rewrite: /",
    "x-middleware-override-headers: cookie",
    "x-middleware-skip: 1",
    "x-matched-path: /sign-in",
    "x-invoke-path: /sign-in",
    "x-invoke-output: /sign-in",
    "x-now-route-matches: 1",
    "x-nextjs-data: 1",
    "x-prerender-revalidate: 1",
    "x-next-revalidate-tag-token: 1",
    "next-resume: 1",
    "rsc: 1",
    "next-router-prefetch: 1",
    "next-router-segment-prefetch: /_tree",
    "purpose: prefetch",
    "x-keyward-exchange: 0",
    "x-keyward-client: 127.0.0.1",
    "x-keyward-key-id: key_0000000000000000000000",
    "x-keyward-assertion: v1;kid=x;t=1;sig=x",
    "x-forwarded-host: evil.test",
    "x-forwarded-proto: https",
    "x-original-url: /sign-in",
    "x-rewrite-url: /sign-in",
    "next-action: 0000000000000000000000000000000000000000",
  ];
  it.each(BYPASS)("%s", async (field) => {
    const answer = await rawRequest(`GET ${TILE} HTTP/1.1`, [field]);
    expect(problemOf(answer).code).toBe("key_missing");
    const sample = await rawRequest(`GET /samples${TILE} HTTP/1.1`, [field]);
    expect(sample.status).toBe(401);
    const page = await rawRequest("GET /o/fernwood-logistics/keys HTTP/1.1", [field]);
    expect([307, 404]).toContain(page.status);
  });

  it.each([
    "/map/1/tile/basic/main/0/0/0.png.rsc?view=Unified",
    "/map/1/tile/basic/main/0/0/0.png.segments/_tree.segment.rsc",
    `${TILE}&_rsc=abc`,
    `${TILE}&nxtPz=9`,
    "/%6dap/1/tile/basic/main/0/0/0.png",
    "/MAP/1/tile/basic/main/0/0/0.png",
    "/_next/data/build/map/1.json",
    `/_next/image?url=${encodeURIComponent(TILE)}&w=256&q=75`,
    "/samples/map/1/tile/basic/main/0/0/0.png?view=Unified",
  ])("%s gives no tile without a key", async (target) => {
    const answer = await rawRequest(`GET ${target} HTTP/1.1`);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.headers.get("content-type")).not.toBe("image/png");
  });
});

describe("methods", () => {
  it.each([
    ["TRACE / HTTP/1.1", 405],
    [`TRACE ${TILE} HTTP/1.1`, 405],
    ["OPTIONS * HTTP/1.1", 204],
    ["GET * HTTP/1.1", 400],
    ["CONNECT evil.test:443 HTTP/1.1", 405],
  ])("%s", async (line, status) => {
    const answer = await rawRequest(line);
    expect(answer.status).toBe(status);
    if (status === 405 || status === 204) expect(answer.headers.get("allow")).toContain("GET, HEAD");
  });

  it("a preflight is answered without a key", async () => {
    const asked = [
      "Origin: https://a.test",
      "Access-Control-Request-Method: GET",
      "Access-Control-Request-Headers: x-api-key",
    ];
    const answer = await rawRequest(`OPTIONS ${TILE} HTTP/1.1`, asked);
    expect(answer.status).toBe(204);
    expect(answer.headers.get("access-control-allow-origin")).toBe("https://a.test");
    expect(answer.headers.get("access-control-allow-headers")).toBe("x-api-key");
    expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
  });

  it.each(["websocket", "WebSocket", "h2c, websocket"])(
    "an upgrade to %s is refused, not held",
    async (token) => {
      const answer = await rawRequest(`GET ${TILE} HTTP/1.1`, [
        KEY,
        `Upgrade: ${token}`,
        "Connection: Upgrade",
      ]);
      expect(answer.status).toBe(400);
      expect(problemOf(answer).code).toBe("upgrade_not_supported");
    },
  );

  it("an upgrade to h2c is an ordinary call", async () => {
    const fields = [
      KEY,
      "Upgrade: h2c",
      "HTTP2-Settings: AAMAAABkAAQAAP__",
      "Connection: Upgrade, HTTP2-Settings",
    ];
    expect((await rawRequest(`GET ${TILE} HTTP/1.1`, fields)).status).toBe(200);
  });
});

describe("message framing", () => {
  const SMUGGLED = `GET ${TILE}&key=${SECRET} HTTP/1.1\r\nHost: h\r\n\r\n`;
  it.each([
    ["a length and chunks", ["Content-Length: 6", "Transfer-Encoding: chunked"], `0\r\n\r\n${SMUGGLED}`],
    ["two lengths", ["Content-Length: 0", `Content-Length: ${SMUGGLED.length}`], SMUGGLED],
    ["a joined length", [`Content-Length: 0, ${SMUGGLED.length}`], SMUGGLED],
    ["a signed length", ["Content-Length: +0"], SMUGGLED],
    ["chunks not last", ["Transfer-Encoding: chunked, identity"], `0\r\n\r\n${SMUGGLED}`],
    ["an unknown coding", ["Transfer-Encoding: xchunked"], `0\r\n\r\n${SMUGGLED}`],
    ["a space before the colon", ["Transfer-Encoding : chunked"], `0\r\n\r\n${SMUGGLED}`],
    ["a folded field", ["X-A: b\r\n Transfer-Encoding: chunked"], `0\r\n\r\n${SMUGGLED}`],
    ["a bare line feed", ["X-A: b\nTransfer-Encoding: chunked"], `0\r\n\r\n${SMUGGLED}`],
    ["a NUL in a field", ["X-A: b\0c"], ""],
    ["a chunk size that is none", ["Transfer-Encoding: chunked"], `zz\r\n${SMUGGLED}`],
  ])("with %s never becomes a second call", async (_, fields, rest) => {
    const head = [`POST ${TILE} HTTP/1.1`, `Host: ${baseUrl.host}`, ...fields, "", ""].join("\r\n");
    const raw = await exchangeBytes([head, rest], 2_000);
    expect(raw.includes("image/png")).toBe(false);
    expect(countAnswers(raw)).toBeLessThanOrEqual(1);
    expect(parseAnswer(raw).status).toBeGreaterThanOrEqual(400);
  });

  it("pipelined calls are answered in order", async () => {
    const one = `GET /no/such/one HTTP/1.1\r\nHost: h\r\n\r\n`;
    const two = `GET /no/such/two HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n`;
    const raw = (await exchangeBytes([one + two])).toString();
    expect(countAnswers(Buffer.from(raw))).toBe(2);
    expect(raw.indexOf("/no/such/one")).toBeLessThan(raw.indexOf("/no/such/two"));
  });

  it("a refused body is not asked for, and closes the connection", async () => {
    const head = `POST ${TILE} HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5000\r\n\r\n`;
    const raw = (await exchangeBytes(head, 4_000)).toString();
    expect(raw).not.toContain("100 Continue");
    expect(raw).toMatch(/^HTTP\/1\.1 401 /);
    expect(raw).toMatch(/connection: close/i);
  });

  it.each([
    ["a head beyond 16 KiB", `X-Big: ${"b".repeat(17_000)}`, 431],
    ["fields without end", Array.from({ length: 3_000 }, (_, at) => `X-${at}: ${at}`).join("\r\n"), 431],
  ])("%s", async (_, field, status) => {
    const answer = await rawRequest(`GET ${TILE} HTTP/1.1`, [field]);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  });
});

describe("a body over the limit", () => {
  it("is refused by its declared length before it is sent", async () => {
    const answer = await rawRequest(`POST ${TILE} HTTP/1.1`, [KEY, "Content-Length: 10000001"]);
    expect(answer.status).toBe(413);
    expect(problemOf(answer).code).toBe("body_too_large");
  });
});

describe("the dashboard's own answers", () => {
  it("carry a policy with a fresh nonce that its scripts use, and the security headers", async () => {
    const [one, two] = await Promise.all([
      rawRequest("GET /sign-in HTTP/1.1"),
      rawRequest("GET /sign-in HTTP/1.1"),
    ]);
    const nonceOf = (answer: typeof one) =>
      /'nonce-([^']+)'/.exec(answer.headers.get("content-security-policy") ?? "")?.[1];
    expect(nonceOf(one)).toBeTruthy();
    expect(nonceOf(one)).not.toBe(nonceOf(two));
    const scripts = one.body.toString().match(/<script[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${nonceOf(one)}"`);
    expect(one.headers.get("x-content-type-options")).toBe("nosniff");
    expect(one.headers.get("x-frame-options")).toBe("DENY");
    expect(one.headers.get("x-powered-by")).toBeNull();
    expect(one.headers.get("server")).toBeNull();
  });

  it("lead a stranger to sign in, and back afterwards", async () => {
    const answer = await rawRequest("GET /o/fernwood-logistics/keys?q=tile HTTP/1.1");
    expect(answer.status).toBe(307);
    expect(answer.headers.get("location")).toBe(
      "/sign-in?callbackUrl=%2Fo%2Ffernwood-logistics%2Fkeys%3Fq%3Dtile",
    );
  });

  it("believe no nonce and no policy that came in", async () => {
    const fields = ["X-Nonce: mine", "Content-Security-Policy: script-src 'nonce-mine'"];
    const answer = await rawRequest("GET /sign-in HTTP/1.1", fields);
    expect(answer.headers.get("content-security-policy")).not.toContain("mine");
    expect(answer.body.toString()).not.toContain('nonce="mine"');
  });
});
