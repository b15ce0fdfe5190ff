import type { Row } from "../row";

const KEY = "X-API-Key: {active}";

/** Fields of a client that no upstream may ever see. */
const WITHHELD: readonly Row[] = [
  "Cookie: keyward-session=abc; a=b",
  "Authorization: Basic dXNlcjpwYXNz",
  "Proxy-Authorization: Basic abc",
  "X-Forwarded-For: 1.2.3.4",
  "X-Forwarded-Host: evil.test",
  "X-Forwarded-Proto: https",
  "X-Forwarded-Prefix: /x",
  "X-Real-IP: 1.2.3.4",
  "Forwarded: for=1.2.3.4",
  "Via: 1.1 evil",
  "X-Keyward-Org-Id: org_0000000000000000000000",
  "X-Keyward-Exchange: 0",
  "X-Keyward-Client: 127.0.0.1",
  "X-Keyward-Secret: 1",
  "X-Middleware-Subrequest: proxy:proxy:proxy:proxy:proxy",
  "X-Middleware-Next: 1",
  "X-Middleware-Rewrite: /",
  "X-Middleware-Override-Headers: cookie",
  "X-Nextjs-Data: 1",
  "X-Matched-Path: /sign-in",
  "X-Invoke-Path: /sign-in",
  "X-Prerender-Revalidate: 1",
  "X-Original-URL: /sign-in",
  "X-Rewrite-URL: /sign-in",
  "X-HTTP-Method-Override: DELETE",
  "Next-Resume: 1",
  "Next-Action: 0000000000000000000000000000000000000000",
  "RSC: 1",
  "Next-Router-Prefetch: 1",
  "Purpose: prefetch",
  "TE: trailers",
  "Keep-Alive: timeout=99",
  "Proxy-Connection: keep-alive",
  "Max-Forwards: 0",
  "X-Nonce: mine",
  "X-Request-Id: req_0000000000000000000000",
  "Content-Security-Policy: script-src 'nonce-mine'",
].map((field) => {
  const name = field.slice(0, field.indexOf(":")).toLowerCase();
  // Ours stands there instead of the client's.
  const isOurs = ["forwarded", "x-keyward-org-id", "x-request-id"].includes(name);
  return {
    name: `never reaches the upstream: ${field}`,
    send: { line: "GET /t/a HTTP/1.1", fields: [KEY, field] },
    gets: { status: 200 },
    upstream: {
      headers: { [name]: isOurs ? /^(?!req_0000|org_0000|for=1\.2)/ : null },
    },
  };
});

/** Neither is any of them a way past the check. */
const BYPASSES: readonly Row[] = WITHHELD.map((row) => ({
  name: row.name.replace("never reaches the upstream", "is no way past the check"),
  send: { line: "GET /t/a HTTP/1.1", fields: (row.send.fields ?? []).slice(1) },
  gets: { status: 401, code: "key_missing" as const },
}));

/** Fields that reach it as they are. */
const PASSED: readonly Row[] = [
  "Accept: application/json;q=0.5, */*",
  "Accept-Encoding: gzip, br",
  "Accept-Language: de-CH",
  "Cache-Control: no-cache",
  "Content-Type: text/plain",
  "Idempotency-Key: 123",
  'If-Match: "a"',
  'If-None-Match: W/"a", "b"',
  "If-Modified-Since: Tue, 03 Mar 2026 12:00:00 GMT",
  'If-Range: "a"',
  "Origin: https://app.example",
  "Prefer: return=minimal",
  "Range: bytes=0-1",
  "Referer: https://app.example/page?x=1",
  "TomTom-Api-Version: 1",
  "TomTom-User-Agent: MapsSDKJS/6.25.0",
  "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
  "Tracking-ID: abc-123",
  "User-Agent: curl/8.5.0",
].map((field) => {
  const colon = field.indexOf(":");
  return {
    name: `reaches the upstream: ${field}`,
    send: { line: "GET /t/a HTTP/1.1", fields: [KEY, field] },
    gets: { status: 200 },
    upstream: { headers: { [field.slice(0, colon).toLowerCase()]: field.slice(colon + 2) } },
  };
});

const HOP_BY_HOP: readonly Row[] = [
  {
    name: "what Connection names is for us alone",
    send: {
      line: "GET /t/a HTTP/1.1",
      fields: [KEY, "Connection: close, accept-language, prefer", "Accept-Language: de", "Prefer: x"],
    },
    gets: { status: 200 },
    upstream: { headers: { "accept-language": null, prefer: null } },
  },
  {
    name: "Connection cannot take our own fields away",
    send: {
      line: "GET /t/a HTTP/1.1",
      fields: [KEY, "Connection: close, x-keyward-assertion, x-keyward-key-id, x-request-id"],
    },
    gets: { status: 200 },
    upstream: {
      headers: { "x-keyward-key-id": "{active.id}", "x-keyward-assertion": /^v1;/, "x-request-id": /^req_/ },
    },
  },
  {
    name: "Connection cannot take the key away",
    send: { line: "GET /t/a HTTP/1.1", fields: [KEY, "Connection: close, x-api-key"] },
    gets: { status: 200 },
  },
];

const TOLD: readonly Row[] = [
  {
    name: "the upstream is told key, organization, product and address, and that the edge said so",
    send: { line: "GET /t/a HTTP/1.1", fields: [KEY] },
    gets: { status: 200 },
    upstream: {
      headers: {
        "x-keyward-key-id": "{active.id}",
        "x-keyward-org-id": /^org_[0-9A-Za-z]{22}$/,
        "x-keyward-product": "echo",
        "x-keyward-assertion": /^v1;kid=[\w-]+;t=\d{10};sig=[\w-]{43}$/,
        forwarded: /^for=127\.0\.0\.1;host="localhost:\d+";proto=http$/,
      },
    },
  },
  {
    name: "a Host that tries to break out of Forwarded does not",
    send: { line: "GET /t/a HTTP/1.1", fields: ["Host: a.test", KEY] },
    gets: { status: 200 },
    upstream: { headers: { forwarded: 'for=127.0.0.1;host="a.test";proto=http' } },
  },
  {
    name: "several User-Agent lines arrive as one",
    send: { line: "GET /t/a HTTP/1.1", fields: [KEY, "User-Agent: one", "User-Agent: two"] },
    gets: { status: 200 },
    upstream: { headers: { "user-agent": /one/ } },
  },
];

const TRACKING: readonly Row[] = [
  ["abc-123", true],
  ["A", true],
  ["a".repeat(100), true],
  ["a".repeat(101), false],
  ["a_b", false],
  ["a b", false],
  ["a,b", false],
  ["", false],
  ["<script>", false],
].map(([value, isGood]) => ({
  name: `Tracking-ID ${JSON.stringify(value).slice(0, 40)} is ${isGood ? "echoed" : "dropped"}`,
  send: { line: "GET /t/a HTTP/1.1", fields: [KEY, `Tracking-ID: ${value}`] },
  gets: { status: 200, headers: { "tracking-id": isGood ? String(value) : null } },
}));

const ON_REFUSALS: readonly Row[] = [
  {
    name: "Tracking-ID is echoed on refusals too",
    send: { line: "GET /t/a HTTP/1.1", fields: ["Tracking-ID: abc"] },
    gets: { status: 401, code: "key_missing", headers: { "tracking-id": "abc" } },
  },
  {
    name: "a call with the key in the query is never a Referer",
    send: { line: "GET /t/a?key={active} HTTP/1.1" },
    gets: { status: 200, headers: { "referrer-policy": "no-referrer" } },
  },
  {
    name: "with the key in a header the Referer is the upstream's and the client's business",
    send: { line: "GET /t/a?x=1 HTTP/1.1", fields: [KEY] },
    gets: { status: 200, headers: { "referrer-policy": null } },
  },
];

export const FORWARDING_ROWS: readonly Row[] = [
  ...WITHHELD,
  ...BYPASSES,
  ...PASSED,
  ...HOP_BY_HOP,
  ...TOLD,
  ...TRACKING,
  ...ON_REFUSALS,
];
