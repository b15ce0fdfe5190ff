import { describe, expect, it } from "vitest";
import { firstKey } from "../demo";
import { problemOf, rawRequest } from "./raw-http";

// The dashboard's own answers, and the demo's samples behind the edge; what the edge answers is in conformance.test.ts.

const SECRET = firstKey("map-display").secret;
const TILE = "/map/1/tile/basic/main/0/0/0.png?view=Unified";
const KEY = `X-API-Key: ${SECRET}`;

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

it.each(["/o/%ff", "/sign-in/%c0%af", "/_next/%ff", "/docs/%e4"])(
  "%s, which no page can decode, is malformed and no fault of ours",
  async (target) => {
    const answer = await rawRequest(`GET ${target} HTTP/1.1`);
    expect([answer.status, problemOf(answer).code]).toEqual([400, "malformed_request"]);
  },
);

it("a path of no product is a problem for programs and a page for people", async () => {
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
