import type { Row } from "../row";

const KEY = "X-API-Key: {active}";
const MALFORMED = { status: 400, code: "malformed_request", headers: { location: null } } as const;

/** Gate 1 judges the target as it stands in the request line, whatever a framework would make of it. */
const MALFORMED_TARGETS: readonly Row[] = [
  "//t/a",
  "///t/a",
  "/t//a",
  "/t/a//",
  "/t/a//b",
  "/./t/a",
  "/t/./a",
  "/t/a/.",
  "/t/..",
  "/t/../t/a",
  "/x/../t/a",
  "/t/%2e/a",
  "/t/%2e%2e/o",
  "/t/%2E%2E/o",
  "/t/.%2e/o",
  "/t/%2e./o",
  "/t/a%2fb",
  "/t/a%2Fb",
  "/t/..%2f..%2fadmin",
  "/t/a%5cb",
  "/t/..%5c..%5cadmin",
  "/t/a\\b",
  "/t/a%00",
  "/t/%00/a",
  "/t/a%",
  "/t/a%4",
  "/t/a%zz",
  "/t/a%u0041",
  "/t/a?x=%",
  "/t/a?x=%zz",
  "/t/a?x=%4",
  "/t/a#fragment",
  "/t/a?x=#fragment",
  "*",
  "http://localhost/t/a",
  "http://evil.test/t/a",
  "HTTP://evil.test/t/a",
  "https://evil.test:443/t/a",
].map((target) => ({
  name: `is malformed: ${target}`,
  send: { line: `GET ${target} HTTP/1.1`, fields: [KEY] },
  gets: MALFORMED,
}));

/** So little like a target that the parser refuses them. */
const NO_TARGETS: readonly Row[] = ["\\t\\a", "/t/\u00e9", "/t/a?x=\u00e9", "t/a", "?x=1"].map((target) => ({
  name: `is no target: ${target}`,
  send: { line: `GET ${target} HTTP/1.1`, fields: [KEY] },
  gets: { status: 400, isUnparsed: true },
}));

/** Well-formed, and handed on byte for byte. */
const UNTOUCHED: readonly Row[] = [
  "/t/a",
  "/t/a/",
  "/t/a/b/c/d/e",
  "/t/a.b",
  "/t/...",
  "/t/.well-known",
  "/t/a..b",
  "/t/~a",
  "/t/%7ea",
  "/t/a%20b",
  "/t/a+b",
  "/t/%41",
  "/t/%c3%a9",
  "/t/%ff%fe",
  "/t/a;b=c",
  "/t/a,b",
  "/t/a:b@c",
  "/t/a!$&'()*",
  "/t/a|b",
  "/t/a^b",
  "/t/[a]",
  "/t/a%3fb",
  "/t/a%23b",
  "/t/a%25b",
  "/t/a%2e",
  "/t/a.rsc",
  "/t/a.segments/_tree.segment.rsc",
  "/t/a?",
  "/t/a?x",
  "/t/a?x=",
  "/t/a?=x",
  "/t/a?x=1&x=2&x=1",
  "/t/a?x=a+b%20c",
  "/t/a?x=%7e~%41",
  "/t/a?x=%00",
  "/t/a?x=/../..//",
  "/t/a?x=%2e%2e%2f",
  "/t/a?x=?y=?",
  "/t/a?&&",
  "/t/a?_rsc=abc",
  "/t/a?nxtPz=9&nxtIx=1",
  "/t/a?__nextLocale=de",
  `/t/a?x=${"y".repeat(6_000)}`,
].map((target) => ({
  name: `is handed on byte for byte: ${target.slice(0, 60)}`,
  send: { line: `GET ${target} HTTP/1.1`, fields: [KEY] },
  gets: { status: 200 },
  upstream: { target },
}));

const ABSENT: readonly Row[] = [
  "/no/such/thing",
  "/T/a",
  "/t",
  "/t/",
  "/tt/a",
  "/t;x/a",
  "/t%3f/a",
  "/favicon.png/a",
  "/TEST",
].map((target) => ({
  name: `is of no product: ${target}`,
  send: { line: `GET ${target} HTTP/1.1`, fields: [KEY] },
  gets: { status: 404, code: "no_such_product" as const },
}));

const SECRETS: readonly Row[] = [
  ["a segment", "/t/{active}/a"],
  ["the last segment", "/t/{active}"],
  ["inside a segment", "/t/x{active}y"],
  ["encoded whole", "/t/{active.encoded}"],
  ["of an unknown key", "/t/{stranger}"],
  ["in a path of no product", "/nowhere/{active}"],
  ["and another in the query", "/t/{active}?key={active}"],
].map(([what, target]) => ({
  name: `a secret in the path is refused: ${what}`,
  send: { line: `GET ${target} HTTP/1.1` },
  gets: {
    status: 400,
    code: "secret_in_path" as const,
    headers: { "referrer-policy": "no-referrer" },
    body: /kw_redacted/,
  },
}));

const REDACTED: readonly Row[] = [
  {
    name: "a secret in another parameter reaches the upstream as kw_redacted",
    send: { line: "GET /t/a?x=1&token={reader}&y=2 HTTP/1.1", fields: [KEY] },
    gets: { status: 200 },
    upstream: { target: "/t/a?x=1&token=kw_redacted&y=2" },
    key: "active",
  },
  {
    name: "so does an encoded one",
    send: { line: "GET /t/a?token={reader.encoded} HTTP/1.1", fields: [KEY] },
    gets: { status: 200 },
    upstream: { target: "/t/a?token=kw_redacted" },
    key: "active",
  },
  {
    name: "what only looks like a secret stays",
    send: { line: "GET /t/a?token=kw_notone HTTP/1.1", fields: [KEY] },
    gets: { status: 200 },
    upstream: { target: "/t/a?token=kw_notone" },
  },
  {
    name: "a secret in Referer and User-Agent reads kw_redacted",
    send: {
      line: "GET /t/a HTTP/1.1",
      fields: [KEY, "Referer: https://a.test/?key={active}", "User-Agent: tool/1 {reader}"],
    },
    gets: { status: 200 },
    upstream: {
      headers: { referer: "https://a.test/?key=kw_redacted", "user-agent": "tool/1 kw_redacted" },
    },
  },
];

const HOST_LINES: readonly Row[] = [
  ["two different ones", ["Host: a.test", "Host: b.test"], false],
  ["two equal ones", ["Host: a.test", "host: a.test"], false],
  ["a joined one", ["Host: a.test, b.test"], false],
  ["one with a space", ["Host: a test"], false],
  ["one with a path", ["Host: a.test/x"], false],
  ["one with a person in it", ["Host: x@a.test"], false],
  ["one with a quotation mark", ['Host: a"b'], false],
  ["an empty one", ["Host:"], false],
  ["any name", ["Host: anything.example"], true],
  ["an address and port", ["Host: 127.0.0.1:80"], true],
  ["an IPv6 address", ["Host: [::1]:80"], true],
].map(([what, fields, isGood]) => ({
  name: `Host, ${isGood ? "taken" : "refused"}: ${what}`,
  send: { line: "GET /t/a HTTP/1.1", fields: [...(fields as string[]), KEY] },
  gets: isGood ? { status: 200 } : { status: 400, code: "malformed_request" as const },
}));

const CLASSES: readonly Row[] = [
  {
    name: "the longest literal wins: a key limited to one class reaches it",
    send: { line: "GET /classes/light HTTP/1.1", fields: ["X-API-Key: {class-limited}"] },
    gets: { status: 200 },
  },
  {
    name: "and does not reach the other",
    send: { line: "GET /classes/heavy/a HTTP/1.1", fields: ["X-API-Key: {class-limited}"] },
    gets: { status: 403, code: "product_not_allowed" },
  },
  {
    name: "escapes are no way from one class into another",
    send: { line: "GET /classes/h%65avy/a HTTP/1.1", fields: ["X-API-Key: {class-limited}"] },
    gets: { status: 403, code: "product_not_allowed" },
  },
  {
    name: "nor are capitals",
    send: { line: "GET /classes/HEAVY/a HTTP/1.1", fields: ["X-API-Key: {class-limited}"] },
    gets: { status: 200 },
  },
  {
    name: "escapes in the product's own name are decoded for the comparison only",
    send: { line: "GET /%74/a HTTP/1.1", fields: [KEY] },
    gets: { status: 200 },
    upstream: { target: "/%74/a" },
    product: "echo",
  },
];

export const TARGET_ROWS: readonly Row[] = [
  ...MALFORMED_TARGETS,
  ...NO_TARGETS,
  ...UNTOUCHED,
  ...ABSENT,
  ...SECRETS,
  ...REDACTED,
  ...HOST_LINES,
  ...CLASSES,
];
