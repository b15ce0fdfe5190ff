import type { Row } from "../row";

const KEY = "X-API-Key: {active}";
const send = { line: "GET /t/a?x=1 HTTP/1.1", fields: [KEY] };
const HTML = "<script>alert(1)</script>";

/** Fields by which an upstream could act on the client, on the dashboard's origin, or on Next. */
const WITHHELD: readonly Row[] = [
  "Set-Cookie: keyward-session=stolen; Path=/",
  "Set-Cookie2: a=b",
  'Clear-Site-Data: "*"',
  "Refresh: 0;url=http://evil.test",
  "Service-Worker-Allowed: /",
  "Content-Security-Policy-Report-Only: default-src *",
  "Strict-Transport-Security: max-age=0",
  "Public-Key-Pins: x",
  "X-Frame-Options: ALLOWALL",
  "X-XSS-Protection: 0",
  "Permissions-Policy: camera=*",
  "Cross-Origin-Resource-Policy: cross-origin",
  "Access-Control-Allow-Origin: *",
  "Access-Control-Allow-Credentials: true",
  "Access-Control-Expose-Headers: *",
  "Timing-Allow-Origin: *",
  "X-Middleware-Rewrite: /sign-in",
  "X-Middleware-Rewrite: http://evil.test/",
  "X-Middleware-Next: 1",
  "X-Middleware-Redirect: /sign-in",
  "X-Middleware-Set-Cookie: keyward-session=stolen",
  "X-Middleware-Override-Headers: cookie",
  "X-Middleware-Request-Cookie: a=b",
  "X-Middleware-Cache: no-cache",
  "X-Nextjs-Redirect: /sign-in",
  "X-Nextjs-Rewrite: /sign-in",
  "X-Nextjs-Matched-Path: /",
  "X-Nextjs-Postponed: 1",
  "X-Next-Cache-Tags: a",
  "X-Powered-By: PHP",
  "Server: secret/1.0",
  "Via: 1.1 internal",
  "X-Internal-Host: 10.0.0.7",
  'Alt-Svc: h3=":443"',
  'NEL: {"report_to":"x"}',
  'Report-To: {"url":"http://evil.test"}',
  "Link: </evil.js>; rel=preload",
  "SourceMap: /x.map",
  'WWW-Authenticate: Basic realm="phish"',
  'Proxy-Authenticate: Basic realm="phish"',
  "Authentication-Info: x",
  "Upgrade: h2c",
  "Proxy-Connection: close",
  "X-Keyward-Key-Id: key_x",
  "Origin-Agent-Cluster: ?1",
  'Speculation-Rules: "/x.json"',
].map((field) => ({
  name: `an upstream's field goes no further: ${field}`,
  send,
  answers: { fields: [field] },
  gets: { status: 200, headers: { [field.slice(0, field.indexOf(":")).toLowerCase()]: null }, body: "ok" },
}));

/** Ours stands there instead. */
const REPLACED: readonly Row[] = [
  ["Content-Security-Policy: default-src *", "content-security-policy", "sandbox"],
  ["X-Content-Type-Options: sniff", "x-content-type-options", "nosniff"],
  ["X-Request-Id: mine", "x-request-id", /^req_/],
  ['RateLimit: "mine";r=9', "ratelimit", /^"qps"/],
  ['RateLimit-Policy: "mine";q=9', "ratelimit-policy", /^"qps"/],
  ["Cache-Control: public, max-age=60", "cache-control", "private, max-age=60"],
  ["Cache-Control: s-maxage=60, public", "cache-control", "private"],
  ["Cache-Control: no-store", "cache-control", "private, no-store"],
  ['Cache-Control: private="set-cookie", max-age=1', "cache-control", "private, max-age=1"],
  ['Cache-Control: max-age=1, x="a\u00ff"', "cache-control", /^private/],
  ["Vary: Accept-Encoding", "vary", "Origin, x-api-key, tomtom-api-key, Authorization, Accept-Encoding"],
  ["Vary: Origin, X-API-Key", "vary", "Origin, x-api-key, tomtom-api-key, Authorization"],
  ["Vary: *", "vary", "*"],
  ["Referrer-Policy: unsafe-url", "referrer-policy", null],
  ["Tracking-ID: theirs", "tracking-id", null],
  ["Retry-After: 120", "retry-after", null],
].map(([field, name, value]) => ({
  name: `an upstream's field is replaced: ${String(field)}`,
  send,
  answers: { fields: [String(field)] },
  gets: { status: 200, headers: { [String(name)]: value as string | RegExp | null } },
}));

const PASSED: readonly Row[] = [
  "Content-Type: application/json; charset=utf-8",
  "Content-Language: de",
  'Content-Disposition: attachment; filename="a.png"',
  "Accept-Ranges: bytes",
  'ETag: W/"abc"',
  "Last-Modified: Tue, 03 Mar 2026 12:00:00 GMT",
  "Age: 7",
].map((field) => {
  const colon = field.indexOf(":");
  return {
    name: `an upstream's field reaches the client: ${field}`,
    send,
    answers: { fields: [field] },
    gets: { status: 200, headers: { [field.slice(0, colon).toLowerCase()]: field.slice(colon + 2) } },
  };
});

const STATUSES: readonly Row[] = [
  200, 201, 202, 203, 206, 226, 299, 400, 401, 403, 404, 409, 418, 422, 429, 451, 500, 501, 503, 599,
].map((status) => ({
  name: `an upstream's ${status} stays one, and is the upstream's`,
  send,
  answers: { status, body: `status ${status}` },
  gets: { status, body: `status ${status}` },
}));

const BODILESS: readonly Row[] = [
  { name: "204 has no body", send, answers: { status: 204, body: "" }, gets: { status: 204, body: 0 } },
  { name: "205 has no body", send, answers: { status: 205, body: "" }, gets: { status: 205, body: 0 } },
  {
    name: "304 has no body and its ETag",
    send: { ...send, fields: [KEY, 'If-None-Match: "v1"'] },
    answers: { status: 304, fields: ['ETag: "v1"'], body: "" },
    gets: { status: 304, body: 0, headers: { etag: '"v1"' } },
    upstream: { headers: { "if-none-match": '"v1"' } },
  },
  {
    name: "a range is the upstream's to cut",
    send: { ...send, fields: [KEY, "Range: bytes=1-2"] },
    answers: { status: 206, fields: ["Content-Range: bytes 1-2/5"], body: "iz" },
    gets: { status: 206, body: "iz", headers: { "content-range": "bytes 1-2/5", "content-length": "2" } },
    upstream: { headers: { range: "bytes=1-2" } },
  },
  {
    name: "a range that cannot be is the upstream's 416",
    send: { ...send, fields: [KEY, "Range: bytes=9-"] },
    answers: { status: 416, fields: ["Content-Range: bytes */5"], body: "" },
    gets: { status: 416, headers: { "content-range": "bytes */5" } },
  },
];

/** `Location`: the upstream's own base is mapped back, everything else is dropped. */
const LOCATIONS: readonly Row[] = (
  [
    ["{upstream}/base/t/b", "/t/b"],
    ["/base/t/b?x=1#y", "/t/b?x=1#y"],
    ["b", "/t/b"],
    ["?y=2", "/t/a?y=2"],
    ["../t/c", "/t/c"],
    ["/base/t/b%20c", "/t/b%20c"],
    ["/other", null],
    ["/base", null],
    ["/base/../secret", null],
    ["../../secret", null],
    ["//evil.test/t", null],
    ["/base//evil.test", null],
    ["/base/\\evil.test", null],
    ["http://evil.test/base/t/b", null],
    ["https://evil.test/", null],
    ["http://user@127.0.0.1/base/t", null],
    ["http://169.254.169.254/latest", null],
    ["javascript:alert(1)", null],
    ["data:text/html,x", null],
    ["http://[", null],
    ["", null],
  ] as const
).map(([given, mapped]) => ({
  name: `Location ${JSON.stringify(given)} ${mapped === null ? "is dropped" : `becomes ${mapped}`}`,
  send,
  answers: { status: 302, fields: [`Location: ${given}`] },
  gets: { status: 302, headers: { location: mapped, refresh: null } },
}));

const REDIRECTS: readonly Row[] = [300, 301, 303, 305, 307, 308].map((status) => ({
  name: `a ${status} is not followed`,
  send,
  answers: { status, fields: ["Location: /base/t/loop"] },
  gets: { status, headers: { location: "/t/loop", refresh: null } },
}));

const PAGES: readonly Row[] = [
  {
    name: "HTML with a script is no page of the dashboard: sandboxed, not sniffed, private",
    send,
    answers: { fields: ["Content-Type: text/html"], body: HTML },
    gets: {
      status: 200,
      body: HTML,
      headers: {
        "content-security-policy": "sandbox",
        "x-content-type-options": "nosniff",
        "cache-control": "private",
        "content-type": "text/html",
      },
    },
  },
  {
    name: "so is an error page of the upstream",
    send,
    answers: { status: 500, fields: ["Content-Type: text/html"], body: HTML },
    gets: { status: 500, body: HTML, headers: { "content-security-policy": "sandbox" } },
  },
  {
    name: "a bomb in gzip passes as it is, unopened",
    send: { ...send, fields: [KEY, "Accept-Encoding: gzip"] },
    answers: { fields: ["Content-Encoding: gzip"], body: "\x1f\x8b\x08\0\0\0\0\0\0\x03\xed\xc1" },
    gets: {
      status: 200,
      body: "\x1f\x8b\x08\0\0\0\0\0\0\x03\xed\xc1",
      headers: { "content-encoding": "gzip", "content-length": "12" },
    },
  },
  {
    name: "a code of our own in an upstream's problem is not ours",
    send,
    answers: { status: 403, fields: ["Content-Type: text/plain"], body: '{"code":"key_disabled"}' },
    gets: { status: 403, body: '{"code":"key_disabled"}' },
  },
  {
    name: "what Connection names in an answer goes no further",
    send,
    answers: { fields: ["Connection: close, ETag", 'ETag: "x"'] },
    gets: { status: 200, headers: { etag: null } },
  },
  {
    name: "a slow drip arrives whole",
    send,
    answers: { body: ["a", "b", "c", "d", "e"], everyMs: 30, fields: ["Content-Type: text/plain"] },
    gets: { status: 200, body: "abcde" },
  },
  {
    name: "5 MB arrive whole",
    send,
    answers: {
      bytes: [
        "HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\n",
        { piece: "x".repeat(50_000), times: 100 },
      ],
      end: "close",
    },
    gets: { status: 200, body: 5_000_000 },
  },
];

const EXTRAS: readonly Row[] = [
  {
    name: "a product's own extra field reaches the client, no other does",
    send: { line: "GET /extras/a HTTP/1.1", fields: [KEY] },
    answers: { fields: ["X-Tile-Age: 7", "X-Tile-Secret: 1"] },
    gets: { status: 200, headers: { "x-tile-age": "7", "x-tile-secret": null } },
  },
  {
    name: "what acts on the client is no extra, whatever the product says",
    send: { line: "GET /extras/a HTTP/1.1", fields: [KEY] },
    answers: { fields: ["Set-Cookie: a=b"] },
    gets: { status: 200, headers: { "set-cookie": null } },
  },
];

export const ANSWER_ROWS: readonly Row[] = [
  ...WITHHELD,
  ...REPLACED,
  ...PASSED,
  ...STATUSES,
  ...BODILESS,
  ...LOCATIONS,
  ...REDIRECTS,
  ...PAGES,
  ...EXTRAS,
];
