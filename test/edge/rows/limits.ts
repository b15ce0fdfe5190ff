import type { Row } from "../row";

const ONE_A_SECOND = /^"qps";q=1;w=1$/;
const KEYS = ["slow1", "slow2", "slow3", "slow4", "slow5", "slow6", "slow7", "slow8", "slow9"] as const;
const [PLAIN, HEAD, IN_QUERY, CLASSIC, REFUSED, MANY, CORS, BODY, CHUNKED] = KEYS;
const key = (name: string) => `X-API-Key: {${name}}`;

/** Gate 12, and the fields every answer that reached it carries. */
export const LIMIT_ROWS: readonly Row[] = [
  {
    name: "an admitted call is told its policy and what is left",
    send: { line: "GET /t/a HTTP/1.1", fields: [key("active")] },
    gets: {
      status: 200,
      headers: { "ratelimit-policy": '"qps";q=1000000;w=1', ratelimit: /^"qps";r=\d+;t=1$/ },
    },
  },
  {
    name: "a call refused before the limits is not told of them",
    send: { line: "GET /t/a HTTP/1.1", fields: [key("disabled")] },
    gets: { status: 403, code: "key_disabled", headers: { ratelimit: null, "ratelimit-policy": null } },
  },
  {
    name: "the second call in a second of one per second is refused",
    after: [{ line: "GET /slow/a HTTP/1.1", fields: [key(PLAIN)], status: 200 }],
    send: { line: "GET /slow/a HTTP/1.1", fields: [key(PLAIN)] },
    gets: {
      status: 429,
      code: "qps_exceeded",
      headers: { "ratelimit-policy": ONE_A_SECOND, ratelimit: '"qps";r=0;t=1', "retry-after": "1" },
      body: /"violated-policies":\["qps"\]/,
    },
  },
  {
    name: "a refused HEAD has no body, but all of the head",
    after: [{ line: "GET /slow/a HTTP/1.1", fields: [key(HEAD)], status: 200 }],
    send: { line: "HEAD /slow/a HTTP/1.1", fields: [key(HEAD)] },
    gets: {
      status: 429,
      body: 0,
      headers: {
        "retry-after": "1",
        "content-type": "application/problem+json",
        "cache-control": "no-store",
        ratelimit: '"qps";r=0;t=1',
      },
    },
    unnamed: "qps_exceeded",
  },
  {
    name: "positions of the key share one limit",
    after: [{ line: "GET /slow/a HTTP/1.1", fields: [key(IN_QUERY)], status: 200 }],
    send: { line: `GET /slow/a?key={${IN_QUERY}} HTTP/1.1` },
    gets: { status: 429, code: "qps_exceeded", headers: { "referrer-policy": "no-referrer" } },
  },
  {
    name: "TomTom's style says it TomTom's way",
    after: [{ line: "GET /classic/a HTTP/1.1", fields: [key(CLASSIC)], status: 200 }],
    send: { line: "GET /classic/a HTTP/1.1", fields: [key(CLASSIC)] },
    gets: {
      status: 403,
      body: "<h1>Developer Over Qps</h1>",
      headers: {
        "x-mashery-error-code": "ERR_403_DEVELOPER_OVER_QPS",
        "x-error-detail-header": "Account Over Queries Per Second Limit",
        "content-type": "text/xml; charset=utf-8",
        "retry-after": "1",
        "cache-control": "no-store",
      },
    },
    unnamed: "qps_exceeded",
  },
  {
    name: "refused calls do not count against the limit",
    after: [
      { line: "GET /slow/a HTTP/1.1", fields: [key(REFUSED)], status: 200 },
      { line: "GET /slow/a HTTP/1.1", fields: [key(REFUSED)], status: 429 },
      { line: "GET /slow/a HTTP/1.1", fields: [key(REFUSED)], status: 429 },
    ],
    send: { line: "GET /slow/a HTTP/1.1", fields: [key(REFUSED)] },
    gets: { status: 429, code: "qps_exceeded", headers: { "retry-after": "1" } },
  },
  {
    name: "three per second admit three at once, and the rest counts down",
    after: [
      { line: "GET /burst/a HTTP/1.1", fields: [key(MANY)], status: 200 },
      { line: "GET /burst/a HTTP/1.1", fields: [key(MANY)], status: 200 },
    ],
    send: { line: "GET /burst/a HTTP/1.1", fields: [key(MANY)] },
    gets: { status: 200, headers: { "ratelimit-policy": '"qps";q=3;w=1', ratelimit: '"qps";r=0;t=1' } },
  },
  {
    name: "a key's limit on one product leaves its others alone",
    send: { line: "GET /t/a HTTP/1.1", fields: [key(PLAIN)] },
    gets: { status: 200 },
  },
  {
    name: "a script of another origin may read the refusal and its limits",
    after: [{ line: "GET /slow/a HTTP/1.1", fields: [key(CORS)], status: 200 }],
    send: { line: "GET /slow/a HTTP/1.1", fields: [key(CORS), "Origin: https://app.example"] },
    gets: {
      status: 429,
      code: "qps_exceeded",
      headers: {
        "access-control-allow-origin": "https://app.example",
        "access-control-expose-headers": /RateLimit, RateLimit-Policy, Retry-After/,
      },
    },
  },
  {
    name: "the body of a call over its limit is not read on",
    after: [{ line: "GET /slow/a HTTP/1.1", fields: [key(BODY)], status: 200 }],
    send: {
      line: "POST /slow/a HTTP/1.1",
      fields: [key(BODY), "Expect: 100-continue", "Content-Length: 5000"],
    },
    gets: { status: 429, code: "qps_exceeded", interim: [], headers: { connection: "close" } },
  },
  {
    name: "a preflight takes nothing from the limit",
    after: [
      {
        line: "OPTIONS /slow/a HTTP/1.1",
        fields: ["Origin: https://app.example", "Access-Control-Request-Method: GET"],
        status: 204,
      },
    ],
    send: { line: "GET /slow/a HTTP/1.1", fields: [key(CHUNKED)] },
    gets: { status: 200 },
  },
];
