import type { RefusalCode } from "@/lib/edge/verdict";
import type { KeyName } from "../cast";
import type { Row } from "../row";

const OK = { status: 200 };

/** What each key of the cast is answered, and why. */
const STATES: readonly (readonly [
  what: string,
  name: string,
  status: number,
  code?: RefusalCode,
  extra?: RegExp,
])[] = [
  ["a key without a flaw", "active", 200],
  ["a disabled key", "disabled", 403, "key_disabled"],
  ["a key disabled by staff", "disabled-by-staff", 403, "key_disabled"],
  ["a key before its start", "not-yet-valid", 403, "key_not_yet_valid", /It is valid from 20/],
  ["an expired key", "expired", 401, "key_expired", /It expired at 20/],
  ["a deleted key", "deleted", 401, "key_invalid"],
  ["a retired secret", "retired", 401, "key_retired", /It ended at 20/],
  ["a retiring secret", "retiring", 200],
  ["its successor", "retiring.next", 200],
  ["a retiring secret whose end has passed", "ended", 401, "key_retired"],
  ["its successor", "ended.next", 200],
  ["a key of a suspended organization", "of-suspended-org", 403, "org_suspended"],
  ["a key without this product", "no-products", 403, "product_not_allowed", /The product is Product echo/],
];

const STATE_ROWS: readonly Row[] = STATES.flatMap(([what, name, status, code, body]) =>
  (
    [
      ["header", "GET /t/a HTTP/1.1", [`X-API-Key: {${name}}`]],
      ["query", `GET /t/a?key={${name}} HTTP/1.1`, []],
    ] as const
  ).map(([place, line, fields]) => ({
    name: `${what} (${name}) in the ${place}`,
    send: { line, fields },
    gets: { status, ...(code && { code }), ...(body && { body }) },
    ...(status === 200 && { upstream: { target: "/t/a" } }),
  })),
);

/** Who presents an unknown secret learns no more than who presents a deleted one: nothing. */
const ACCESS: readonly Row[] = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"].flatMap(
  (method) => [
    {
      name: `a key that may write may ${method}`,
      send: { line: `${method} /t/a HTTP/1.1`, fields: ["X-API-Key: {active}"] },
      gets: { status: 200, ...(method === "HEAD" && { body: 0 }) },
      upstream: { method },
    },
    {
      name: `a key that may only read and ${method}`,
      send: { line: `${method} /t/a HTTP/1.1`, fields: ["X-API-Key: {reader}"] },
      gets: ["GET", "HEAD", "OPTIONS"].includes(method)
        ? { status: 200 }
        : { status: 403, code: "access_not_allowed" as const },
    },
  ],
);

const QUERY_KEYS: readonly Row[] = (
  ["header-only", "of-strict-org"] as const satisfies readonly KeyName[]
).flatMap((name) => [
  {
    name: `${name}: refused in the query`,
    send: { line: `GET /t/a?key={${name}} HTTP/1.1` },
    gets: {
      status: 403,
      code: "query_key_not_allowed" as const,
      headers: { "referrer-policy": "no-referrer" },
    },
  },
  {
    name: `${name}: taken in the header`,
    send: { line: "GET /t/a HTTP/1.1", fields: [`X-API-Key: {${name}}`] },
    gets: OK,
  },
]);

/** Of two flaws the earlier gate speaks. */
const ORDER: readonly Row[] = [
  {
    name: "a malformed target before a missing product",
    send: { line: "GET /nowhere//a HTTP/1.1" },
    gets: { status: 400, code: "malformed_request" },
  },
  {
    name: "a missing product before a missing key",
    send: { line: "GET /nowhere/a HTTP/1.1" },
    gets: { status: 404, code: "no_such_product" },
  },
  {
    name: "a missing product before an unknown method",
    send: { line: "PROPFIND /nowhere/a HTTP/1.1" },
    gets: { status: 404, code: "no_such_product" },
  },
  {
    name: "an unknown method before a missing key",
    send: { line: "PROPFIND /t/a HTTP/1.1" },
    gets: { status: 405, code: "method_not_supported" },
  },
  {
    name: "a body too large before a missing key",
    send: { line: "POST /small/a HTTP/1.1", fields: ["Content-Length: 1001"] },
    gets: { status: 413, code: "body_too_large", headers: { connection: "close" } },
  },
  {
    name: "two credentials before a bad one",
    send: { line: "GET /t/a?key=x HTTP/1.1", fields: ["X-API-Key: {disabled}"] },
    gets: { status: 400, code: "ambiguous_credentials" },
  },
  {
    name: "a suspended organization before a missing product grant",
    send: { line: "GET /other/a HTTP/1.1", fields: ["X-API-Key: {of-suspended-org}"] },
    gets: { status: 403, code: "org_suspended" },
  },
  {
    name: "a disabled key before a missing product grant",
    send: { line: "GET /other/a HTTP/1.1", fields: ["X-API-Key: {disabled}"] },
    gets: { status: 403, code: "key_disabled" },
  },
  {
    name: "a product before access",
    send: { line: "POST /other/a HTTP/1.1", fields: ["X-API-Key: {reader}"] },
    gets: { status: 403, code: "product_not_allowed" },
  },
  {
    name: "access before the query switch",
    send: { line: "POST /t/a?key={reader} HTTP/1.1" },
    gets: { status: 403, code: "access_not_allowed" },
  },
  {
    name: "a product the key was never given",
    send: { line: "GET /other/a HTTP/1.1", fields: ["X-API-Key: {active}"] },
    gets: { status: 403, code: "product_not_allowed" },
  },
];

const ROTATION: readonly Row[] = [
  {
    name: "a retiring secret is told its end in three fields",
    send: { line: "GET /t/a HTTP/1.1", fields: ["X-API-Key: {retiring}"] },
    gets: {
      status: 200,
      headers: {
        deprecation: /^@\d{10}$/,
        sunset: /^\w{3}, \d\d \w{3} 20\d\d \d\d:\d\d:\d\d GMT$/,
        "x-key-rotation": /^retiring; ends=20\d\d-\d\d-\d\dT[\d:.]+Z; key-id=key_[0-9A-Za-z]{22}$/,
      },
    },
  },
  {
    name: "also when its call is refused",
    send: { line: "GET /other/a HTTP/1.1", fields: ["X-API-Key: {retiring}"] },
    gets: {
      status: 403,
      code: "product_not_allowed",
      headers: { deprecation: /^@\d+$/, sunset: / GMT$/, "x-key-rotation": /^retiring; ends=/ },
    },
  },
  {
    name: "the new secret is told nothing",
    send: { line: "GET /t/a HTTP/1.1", fields: ["X-API-Key: {retiring.next}"] },
    gets: { status: 200, headers: { deprecation: null, sunset: null, "x-key-rotation": null } },
  },
];

export const GATE_ROWS: readonly Row[] = [...STATE_ROWS, ...ACCESS, ...QUERY_KEYS, ...ORDER, ...ROTATION];
