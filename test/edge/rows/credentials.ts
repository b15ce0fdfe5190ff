import type { Row } from "../row";

const OK = { status: 200 };
const MISSING = { status: 401, code: "key_missing" } as const;
const INVALID = { status: 401, code: "key_invalid" } as const;
const TWO = { status: 400, code: "ambiguous_credentials" } as const;
const KEY = "X-API-Key: {active}";

/** Where the one credential may stand. */
const POSITIONS: readonly Row[] = [
  {
    name: "X-API-Key",
    send: { line: "GET /t/a HTTP/1.1", fields: [KEY] },
    gets: OK,
    upstream: { target: "/t/a" },
  },
  {
    name: "its name in another case",
    send: { line: "GET /t/a HTTP/1.1", fields: ["x-ApI-kEy: {active}"] },
    gets: OK,
  },
  {
    name: "TomTom-Api-Key",
    send: { line: "GET /t/a HTTP/1.1", fields: ["TomTom-Api-Key: {active}"] },
    gets: OK,
  },
  {
    name: "tomtom-api-key",
    send: { line: "GET /t/a HTTP/1.1", fields: ["tomtom-api-key: {active}"] },
    gets: OK,
  },
  {
    name: "spaces around the value belong to no one",
    send: { line: "GET /t/a HTTP/1.1", fields: ["X-API-Key:   {active}  "] },
    gets: OK,
  },
  {
    name: "no space before the value",
    send: { line: "GET /t/a HTTP/1.1", fields: ["X-API-Key:{active}"] },
    gets: OK,
  },
  {
    name: "the query, alone",
    send: { line: "GET /t/a?key={active} HTTP/1.1" },
    gets: OK,
    upstream: { target: "/t/a" },
  },
  {
    name: "the query, first",
    send: { line: "GET /t/a?key={active}&b=2 HTTP/1.1" },
    gets: OK,
    upstream: { target: "/t/a?b=2" },
  },
  {
    name: "the query, last",
    send: { line: "GET /t/a?b=2&key={active} HTTP/1.1" },
    gets: OK,
    upstream: { target: "/t/a?b=2" },
  },
  {
    name: "the query, in the middle: the rest keeps its order",
    send: { line: "GET /t/a?c=value1&b=value2&key={active}&a=value3 HTTP/1.1" },
    gets: OK,
    upstream: { target: "/t/a?c=value1&b=value2&a=value3" },
  },
  {
    name: "the query, its name encoded in part",
    send: { line: "GET /t/a?k%65y={active} HTTP/1.1" },
    gets: OK,
    upstream: { target: "/t/a" },
  },
  {
    name: "the query, its name encoded whole",
    send: { line: "GET /t/a?%6b%65%79={active}&a=1 HTTP/1.1" },
    gets: OK,
    upstream: { target: "/t/a?a=1" },
  },
  {
    name: "the query, its name encoded in capitals",
    send: { line: "GET /t/a?%6Bey={active} HTTP/1.1" },
    gets: OK,
  },
  {
    name: "the query, its value encoded",
    send: { line: "GET /t/a?key={active.encoded} HTTP/1.1" },
    gets: OK,
    upstream: { target: "/t/a" },
  },
  {
    name: "the query of a POST",
    send: { line: "POST /t/a?key={active} HTTP/1.1", body: { content: "x=1", framing: "length" } },
    gets: OK,
    upstream: { body: "same" },
  },
  {
    name: "the query of a HEAD",
    send: { line: "HEAD /t/a?key={active} HTTP/1.1" },
    gets: { status: 200, body: 0 },
  },
  {
    name: "empty parameters around it stay",
    send: { line: "GET /t/a?&&a=1&key={active}&&b HTTP/1.1" },
    gets: OK,
    upstream: { target: "/t/a?&&a=1&&b" },
  },
];

/** What looks like a place for it and is none. */
const ELSEWHERE: readonly Row[] = [
  ["nothing at all", "/t/a", []],
  ["KEY in the query", "/t/a?KEY={active}", []],
  ["Key in the query", "/t/a?Key={active}", []],
  ["key[] in the query", "/t/a?key[]={active}", []],
  ["key[0] in the query", "/t/a?key[0]={active}", []],
  ["key%5B%5D in the query", "/t/a?key%5B%5D={active}", []],
  ["keys in the query", "/t/a?keys={active}", []],
  ["apikey in the query", "/t/a?apikey={active}", []],
  ["a name encoded twice", "/t/a?%256bey={active}", []],
  ["a semicolon before it", "/t/a?a=1;key={active}", []],
  ["a plus before it", "/t/a?+key={active}", []],
  ["a header with underscores", "/t/a", ["X_API_Key: {active}"]],
  ["X-Api-Keys", "/t/a", ["X-Api-Keys: {active}"]],
  ["Api-Key", "/t/a", ["Api-Key: {active}"]],
  ["a cookie", "/t/a", ["Cookie: key={active}; x-api-key={active}"]],
  ["Basic credentials", "/t/a", ["Authorization: Basic {active}"]],
  ["a scheme called ApiKey", "/t/a", ["Authorization: ApiKey {active}"]],
  ["Proxy-Authorization", "/t/a", ["Proxy-Authorization: Bearer {active}"]],
  ["the Referer", "/t/a", ["Referer: https://a.test/?key={active}"]],
  ["the fragment of a Referer", "/t/a", ["Referer: https://a.test/#key={active}"]],
  ["a header the edge itself sets", "/t/a", ["X-Keyward-Key-Id: {active.id}"]],
  ["an empty header", "/t/a", ["X-API-Key:"]],
  ["an empty parameter", "/t/a?key=", []],
  ["a parameter without value", "/t/a?key", []],
  ["a parameter without value, last", "/t/a?a=1&key", []],
].map(([what, target, fields]) => ({
  name: `is not looked for in: ${what}`,
  send: { line: `GET ${target} HTTP/1.1`, fields: fields as string[] },
  gets: {
    ...MISSING,
    headers: { "www-authenticate": 'ApiKey realm="keyward", Bearer realm="keyward"' },
  },
}));

const BODIES: readonly Row[] = [
  ["a form", "application/x-www-form-urlencoded", "key={active}"],
  ["JSON", "application/json", '{"key":"{active}"}'],
].map(([what, type, content]) => ({
  name: `is not looked for in: ${what} in the body`,
  send: {
    line: "POST /t/a HTTP/1.1",
    fields: [`Content-Type: ${type}`],
    body: { content: content ?? "", framing: "length" as const },
  },
  gets: { ...MISSING, headers: { connection: "close" } },
}));

/** One credential, and it is wrong. */
const WRONG: readonly Row[] = [
  ["a well-formed secret of no key", "{stranger}"],
  ["one wrong character", "{active.flipped}"],
  ["a secret in capitals", "{active.upper}"],
  ["half a secret", "{active.head}"],
  ["a character more", "{active}0"],
  ["a space inside", "{active.head} {active.tail}"],
  ["a tab inside", "{active.head}\t{active.tail}"],
  ["a byte beyond ASCII", "{active}\u00e9"],
  ["quotation marks around it", '"{active}"'],
  ["a full stop after it", "{active}."],
  ["the key's ID", "{active.id}"],
  ["the word Bearer before it", "Bearer {active}"],
  ["8 kB", "k".repeat(8_192)],
  ["a NUL, encoded", "%00{active}"],
  ["a query's delimiters", "a&key=b"],
  ["an expression of SQL", "' OR 1=1 --"],
].map(([what, value]) => ({
  name: `is wrong: ${what}`,
  send: { line: "GET /t/a HTTP/1.1", fields: [`X-API-Key: ${value}`] },
  gets: { ...INVALID, headers: { "www-authenticate": 'ApiKey realm="keyward"' } },
}));

const WRONG_IN_QUERY: readonly Row[] = [
  ["an unknown secret", "{stranger}"],
  ["one wrong character", "{active.flipped}"],
  ["an escape that stays one after decoding", "%25{active}"],
  ["a NUL after it", "{active}%00"],
  ["a line break after it", "{active}%0d%0a"],
  ["a plus before it", "+{active}"],
].map(([what, value]) => ({
  name: `in the query is wrong: ${what}`,
  send: { line: `GET /t/a?key=${value} HTTP/1.1` },
  gets: { ...INVALID, headers: { "referrer-policy": "no-referrer" } },
}));

const PLACES: readonly (readonly [string, { readonly fields: readonly string[]; readonly query: string }])[] =
  [
    ["X-API-Key", { fields: ["X-API-Key: {active}"], query: "" }],
    ["TomTom-Api-Key", { fields: ["TomTom-Api-Key: {active}"], query: "" }],
    ["the query", { fields: [], query: "key={active}" }],
    ["the query, encoded", { fields: [], query: "%6bey={active}" }],
    ["Bearer", { fields: ["Authorization: Bearer a.b.c"], query: "" }],
  ];

/** Every place with every place, itself included: two are too many, even equal ones. */
const PAIRS: readonly Row[] = PLACES.flatMap(([first, one], index) =>
  PLACES.slice(index).map(([second, two]) => ({
    name: `twice: ${first} and ${second}`,
    send: {
      line: `GET /t/a${queryOf(one.query, two.query)} HTTP/1.1`,
      fields: [...one.fields, ...two.fields],
    },
    gets: { ...TWO, headers: { "www-authenticate": null } },
  })),
);

const MORE_PAIRS: readonly Row[] = [
  ["a joined header", "", ["X-API-Key: {active}, {active}"]],
  ["a joined header without space", "", ["X-API-Key: {active},{active}"]],
  ["a header that ends in a comma", "", ["X-API-Key: {active},"]],
  ["two different keys in one header", "", ["X-API-Key: {active}, {reader}"]],
  ["an unknown and a known one", "", ["X-API-Key: {stranger}", "TomTom-Api-Key: {active}"]],
  ["a known one and an empty header", "", ["X-API-Key: {active}", "X-API-Key:"]],
  ["two parameters with others between", "?key={active}&a=1&b=2&key={active}", []],
  ["two empty parameters", "?key=&key=", []],
  ["three parameters", "?key={active}&key={active}&key={active}", []],
  ["Basic, then Bearer, on two lines", "", ["Authorization: Basic a", "Authorization: Bearer b"]],
  ["Basic and Bearer, joined", "", ["Authorization: Basic a, Bearer b"]],
  ["Bearer and Bearer, joined", "", ["Authorization: Bearer a, Bearer b"]],
  ["header and Bearer in another case", "", ["X-API-Key: {active}", "authorization: bearer x"]],
  ["header and empty Bearer", "", ["X-API-Key: {active}", "Authorization: Bearer"]],
].map(([what, query, fields]) => ({
  name: `twice: ${what}`,
  send: { line: `GET /t/a${query} HTTP/1.1`, fields: fields as string[] },
  gets: TWO,
}));

const BEARER: readonly Row[] = [
  ["a secret", "Bearer {active}"],
  ["no token", "Bearer"],
  ["nonsense", "Bearer nonsense"],
  ["dots only", "Bearer ..."],
  ["another case of the scheme", "bEaReR x.y.z"],
].map(([what, value]) => ({
  name: `Bearer with ${what} is an invalid token`,
  send: { line: "GET /t/a HTTP/1.1", fields: [`Authorization: ${value}`] },
  gets: {
    status: 401,
    code: "token_invalid" as const,
    headers: { "www-authenticate": 'Bearer realm="keyward", error="invalid_token"' },
  },
}));

const OTHERS: readonly Row[] = [
  {
    name: "other schemes beside a key are the client's business",
    send: { line: "GET /t/a HTTP/1.1", fields: [KEY, "Authorization: Basic abc"] },
    gets: OK,
    upstream: { headers: { authorization: null } },
  },
  {
    name: "an array's name beside a key passes",
    send: { line: "GET /t/a?key[]=1&key={active} HTTP/1.1" },
    gets: OK,
    upstream: { target: "/t/a?key[]=1" },
  },
  {
    name: "KEY beside a key passes",
    send: { line: "GET /t/a?KEY=1 HTTP/1.1", fields: [KEY] },
    gets: OK,
    upstream: { target: "/t/a?KEY=1" },
  },
  {
    name: "a body that holds a secret passes untouched",
    send: {
      line: "POST /t/a HTTP/1.1",
      fields: [KEY, "Content-Type: text/plain"],
      body: { content: "key={active}", framing: "length" },
    },
    gets: OK,
    upstream: { body: "same" },
  },
];

function queryOf(one: string, two: string): string {
  const parts = [one, two].filter((part) => part !== "");
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}

export const CREDENTIAL_ROWS: readonly Row[] = [
  ...POSITIONS.map((row) => ({ ...row, name: `is found in: ${row.name}` })),
  ...ELSEWHERE,
  ...BODIES,
  ...WRONG,
  ...WRONG_IN_QUERY,
  ...PAIRS,
  ...MORE_PAIRS,
  ...BEARER,
  ...OTHERS,
];
