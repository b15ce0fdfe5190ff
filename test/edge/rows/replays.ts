import type { Row } from "../row";

const KEY = "X-API-Key: {replayed}";
const get = { line: "GET /t/a HTTP/1.1", fields: [KEY] };
/** Of the key `replayed`, in the cast. */
const QUOTA = 1000;

type Attempt = Omit<Row, "name">;

/** Each way to ask, and what it takes from the quota of the key that asks. */
const ATTEMPTS: readonly (readonly [what: string, costs: number, attempt: Attempt])[] = [
  ["a call that is answered", 1, { send: get, gets: { status: 200 } }],
  ["HEAD", 1, { send: { ...get, line: "HEAD /t/a HTTP/1.1" }, gets: { status: 200, body: 0 } }],
  [
    "OPTIONS that is no preflight",
    1,
    { send: { ...get, line: "OPTIONS /t/a HTTP/1.1" }, gets: { status: 200 } },
  ],
  [
    "a preflight",
    0,
    {
      send: {
        line: "OPTIONS /t/a HTTP/1.1",
        fields: [KEY, "Origin: https://app.example", "Access-Control-Request-Method: GET"],
      },
      gets: { status: 204 },
      counted: false,
      upstream: null,
    },
  ],
  ["the key in the query", 1, { send: { line: "GET /t/a?key={replayed} HTTP/1.1" }, gets: { status: 200 } }],
  [
    "a part of a body",
    1,
    {
      send: { ...get, fields: [KEY, "Range: bytes=0-1"] },
      answers: { status: 206, fields: ["Content-Range: bytes 0-1/5"], body: "ti" },
      gets: { status: 206 },
    },
  ],
  [
    "a body the client has already",
    1,
    {
      send: { ...get, fields: [KEY, 'If-None-Match: "v1"'] },
      answers: { status: 304, fields: ['ETag: "v1"'], body: "" },
      gets: { status: 304, body: 0 },
    },
  ],
  ...[400, 401, 404, 429, 500, 502, 503].map(
    (status) =>
      [
        `a ${status} of the upstream`,
        1,
        { send: get, answers: { status, body: "no" }, gets: { status, body: "no" } },
      ] as const,
  ),
  [
    "the same call again, with the idempotency key it had before",
    2,
    {
      after: [{ line: "GET /t/a HTTP/1.1", fields: [KEY, "Idempotency-Key: one"], status: 200 }],
      send: { ...get, fields: [KEY, "Idempotency-Key: one"] },
      gets: { status: 200 },
    },
  ],
  [
    "a client that leaves before its answer",
    1,
    {
      send: { ...get, leaves: true },
      answers: { bytes: [], end: "hold" },
      gets: { status: 499, isNothing: true },
      upstream: {},
    },
  ],
  [
    "an upstream that breaks off",
    1,
    {
      send: get,
      answers: { bytes: ["HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nti"], end: "close" },
      gets: { status: 200, isWhole: false },
    },
  ],
  [
    "an upstream nobody reaches",
    0,
    { send: { ...get, line: "GET /dead/a HTTP/1.1" }, gets: { status: 502, code: "upstream_unreachable" } },
  ],
  [
    "an upstream that is silent for too long",
    0,
    {
      send: { ...get, line: "GET /impatient/a HTTP/1.1" },
      answers: { bytes: [], end: "hold" },
      gets: { status: 504, code: "upstream_timeout" },
      upstream: {},
    },
  ],
  [
    "a malformed target",
    0,
    { send: { ...get, line: "GET /t//a HTTP/1.1" }, gets: { status: 400, code: "malformed_request" } },
  ],
  [
    "two credentials",
    0,
    {
      send: { ...get, line: "GET /t/a?key={replayed} HTTP/1.1" },
      gets: { status: 400, code: "ambiguous_credentials" },
    },
  ],
  [
    "a secret that is one character off",
    0,
    {
      send: { ...get, fields: ["X-API-Key: {replayed.flipped}"] },
      gets: { status: 401, code: "key_invalid" },
    },
  ],
  ["no key", 0, { send: { line: "GET /t/a HTTP/1.1" }, gets: { status: 401, code: "key_missing" } }],
  [
    "a product of others",
    0,
    { send: { ...get, line: "GET /other/a HTTP/1.1" }, gets: { status: 403, code: "product_not_allowed" } },
  ],
  [
    "a method that is not allowed",
    0,
    { send: { ...get, line: "POST /t/a HTTP/1.1" }, gets: { status: 403, code: "access_not_allowed" } },
  ],
  [
    "a method nobody knows",
    0,
    { send: { ...get, line: "PROPFIND /t/a HTTP/1.1" }, gets: { status: 405, code: "method_not_supported" } },
  ],
  [
    "an upgrade",
    0,
    {
      send: { ...get, fields: [KEY, "Upgrade: websocket"] },
      gets: { status: 400, code: "upgrade_not_supported" },
    },
  ],
  [
    "a call over the rate, after one within it",
    1,
    {
      after: [{ line: "GET /slow/a HTTP/1.1", fields: [KEY], status: 200 }],
      send: { ...get, line: "GET /slow/a HTTP/1.1" },
      gets: { status: 429, code: "qps_exceeded" },
    },
  ],
];

/**
 * What counts as a call and what it costs. Every attempt is followed by a call that tells what is left of the quota: the
 * one thing a client that counts along can hold against its bill.
 */
export const REPLAY_ROWS: readonly Row[] = ATTEMPTS.flatMap(([what, costs, attempt], at) => {
  const spent = ATTEMPTS.slice(0, at + 1).reduce((sum, [, cost]) => sum + cost, 0);
  const times = ["nothing", "one call", "two calls"][costs] ?? "";
  return [
    { name: `${what} is answered as it should be`, ...attempt },
    {
      name: `${what} costs ${times} of the quota`,
      send: get,
      gets: { status: 200, headers: { ratelimit: new RegExp(`"month";r=${QUOTA - spent - at - 1};`) } },
    },
  ];
});
