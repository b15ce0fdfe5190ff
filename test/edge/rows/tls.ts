import type { Row } from "../row";

const KEY = "X-API-Key: {active}";
const LINE = "GET /t/a HTTP/1.1";
/** A proxy that is believed about its clients. */
const PROXY = "127.0.0.66";

const REFUSED = { status: 403, code: "https_required" } as const;

const CLEAR: readonly Row[] = (
  [
    ["a key in a header", { line: LINE, fields: [KEY] }],
    ["a key in the query", { line: "GET /t/a?key={active} HTTP/1.1" }],
    ["a key nobody knows", { line: LINE, fields: ["X-API-Key: {stranger}"] }],
    ["no key", { line: LINE }],
    ["two keys", { line: "GET /t/a?key={active} HTTP/1.1", fields: [KEY] }],
    ["a disabled key", { line: LINE, fields: ["X-API-Key: {disabled}"] }],
    ["a method that writes", { line: "POST /t/a HTTP/1.1", fields: [KEY] }],
    ["OPTIONS that is no preflight", { line: "OPTIONS /t/a HTTP/1.1", fields: [KEY] }],
  ] as const
).map(([what, send]) => ({
  name: `${what} in clear is refused like any other, and not sent elsewhere`,
  send,
  gets: { ...REFUSED, headers: { location: null, "strict-transport-security": null } },
}));

const SAID: readonly Row[] = (
  [
    ["a proxy that is believed says https", PROXY, ["X-Forwarded-Proto: https"], true],
    ["it says so of every hop", PROXY, ["X-Forwarded-Proto: https, https"], true],
    ["it shouts", PROXY, ["X-Forwarded-Proto: HTTPS"], true],
    ["it says http", PROXY, ["X-Forwarded-Proto: http"], false],
    ["one hop was in clear", PROXY, ["X-Forwarded-Proto: https, http"], false],
    ["another hop was in clear", PROXY, ["X-Forwarded-Proto: http, https"], false],
    ["two fields disagree", PROXY, ["X-Forwarded-Proto: https", "X-Forwarded-Proto: http"], false],
    ["it says nothing", PROXY, [], false],
    ["it says it another way", PROXY, ["Forwarded: proto=https", "X-Forwarded-Ssl: on"], false],
    ["a stranger says https", undefined, ["X-Forwarded-Proto: https"], false],
  ] as const
).map(([what, from, fields, isSecure]) => ({
  name: `where ${what}: ${isSecure ? "answered" : "refused"}`,
  send: { line: LINE, fields: [KEY, ...fields], ...(from && { from }) },
  gets: isSecure ? { status: 200 } : REFUSED,
}));

const BEFORE: readonly Row[] = [
  {
    name: "a browser may read why",
    send: { line: LINE, fields: [KEY, "Origin: https://app.example"] },
    gets: { ...REFUSED, headers: { "access-control-allow-origin": "https://app.example" } },
  },
  {
    name: "HEAD is refused without a body",
    send: { line: "HEAD /t/a HTTP/1.1", fields: [KEY] },
    gets: { status: 403, body: 0 },
    unnamed: "https_required",
  },
  {
    name: "a browser's question before its call needs no key and no TLS",
    send: {
      line: "OPTIONS /t/a HTTP/1.1",
      fields: ["Origin: https://app.example", "Access-Control-Request-Method: GET"],
    },
    gets: { status: 204 },
    counted: false,
    upstream: null,
  },
  {
    name: "a malformed target is that first",
    send: { line: "GET /t//a HTTP/1.1", fields: [KEY] },
    gets: { status: 400, code: "malformed_request" },
  },
  {
    name: "a path of nobody is that first",
    send: { line: "GET /nowhere/a HTTP/1.1", fields: [KEY] },
    gets: { status: 404, code: "no_such_product" },
  },
];

/** Gate 4, on a deployment that demands TLS. */
export const TLS_ROWS: readonly Row[] = [...CLEAR, ...SAID, ...BEFORE];
