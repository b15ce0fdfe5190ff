import type { RefusalCode } from "@/lib/edge/verdict";
import type { Row } from "../row";

const ORIGIN = "Origin: https://app.example";
const ASKED = "Access-Control-Request-Method: GET";
const KEY = "X-API-Key: {active}";
const READABLE = {
  "access-control-allow-origin": "https://app.example",
  "access-control-expose-headers": /X-Request-Id/,
};

const preflight = (name: string, fields: readonly string[], headers: Row["gets"]["headers"] = {}): Row => ({
  name: `a preflight ${name}`,
  send: { line: "OPTIONS /t/a HTTP/1.1", fields },
  gets: { status: 204, body: 0, headers },
  counted: false,
  upstream: null,
});

const PREFLIGHTS: readonly Row[] = [
  preflight("needs no key", [ORIGIN, ASKED], {
    "access-control-allow-origin": "https://app.example",
    "access-control-allow-methods": "GET",
    "access-control-max-age": /^\d+$/,
    vary: /Origin/,
  }),
  preflight(
    "is answered for the asked fields",
    [ORIGIN, ASKED, "Access-Control-Request-Headers: x-api-key,content-type"],
    {
      "access-control-allow-headers": "x-api-key,content-type",
    },
  ),
  preflight("is answered for the asked method", [ORIGIN, "Access-Control-Request-Method: DELETE"], {
    "access-control-allow-methods": "DELETE",
  }),
  preflight("of the origin null is one too", ["Origin: null", ASKED], {
    "access-control-allow-origin": "null",
  }),
  preflight("never breaks out of its field", [ORIGIN, ASKED, "Access-Control-Request-Headers: x\t<y>"], {
    "access-control-allow-headers": null,
  }),
  preflight("ignores a bad key", [ORIGIN, ASKED, "X-API-Key: bad"]),
  preflight("ignores two keys", [ORIGIN, ASKED, "X-API-Key: {active}", "TomTom-Api-Key: {active}"]),
  preflight(
    "for a private network is not granted one",
    [ORIGIN, ASKED, "Access-Control-Request-Private-Network: true"],
    {
      "access-control-allow-private-network": null,
    },
  ),
  {
    name: "a preflight of no product is answered, so that the 404 of the call itself can be read",
    send: { line: "OPTIONS /nowhere/a HTTP/1.1", fields: [ORIGIN, ASKED] },
    gets: { status: 204, headers: { "access-control-allow-origin": "https://app.example" } },
    counted: false,
    upstream: null,
  },
  {
    name: "OPTIONS without an origin is no preflight",
    send: { line: "OPTIONS /t/a HTTP/1.1", fields: [ASKED] },
    gets: { status: 401, code: "key_missing" },
  },
  {
    name: "OPTIONS without an asked method is no preflight",
    send: { line: "OPTIONS /t/a HTTP/1.1", fields: [ORIGIN] },
    gets: { status: 401, code: "key_missing", headers: READABLE },
  },
  {
    name: "GET with a preflight's fields is no preflight",
    send: { line: "GET /t/a HTTP/1.1", fields: [ORIGIN, ASKED] },
    gets: { status: 401, code: "key_missing" },
  },
];

/** Refusals can be read by the script they are meant for. */
const REFUSALS: readonly Row[] = (
  [
    ["malformed_request", 400, "/t//a", []],
    ["secret_in_path", 400, "/t/{active}", []],
    ["no_such_product", 404, "/nowhere/a", []],
    ["key_missing", 401, "/t/a", []],
    ["ambiguous_credentials", 400, "/t/a?key={active}", [KEY]],
    ["token_invalid", 401, "/t/a", ["Authorization: Bearer x"]],
    ["key_invalid", 401, "/t/a", ["X-API-Key: {stranger}"]],
    ["key_retired", 401, "/t/a", ["X-API-Key: {retired}"]],
    ["org_suspended", 403, "/t/a", ["X-API-Key: {of-suspended-org}"]],
    ["key_disabled", 403, "/t/a", ["X-API-Key: {disabled}"]],
    ["key_not_yet_valid", 403, "/t/a", ["X-API-Key: {not-yet-valid}"]],
    ["key_expired", 401, "/t/a", ["X-API-Key: {expired}"]],
    ["product_not_allowed", 403, "/other/a", [KEY]],
    ["query_key_not_allowed", 403, "/t/a?key={header-only}", []],
    ["upstream_unreachable", 502, "/dead/a", [KEY]],
  ] as const satisfies readonly (readonly [RefusalCode, number, string, readonly string[]])[]
).map(([code, status, target, fields]) => ({
  name: `${code} can be read from another origin`,
  send: { line: `GET ${target} HTTP/1.1`, fields: [ORIGIN, ...fields] },
  gets: { status, code, headers: READABLE },
}));

const ORIGINS: readonly Row[] = (
  [
    ["https://app.example", true],
    ["http://localhost:3000", true],
    ["http://127.0.0.1", true],
    ["https://[2001:db8::1]:8443", true],
    ["null", true],
    ["chrome-extension://abcdefgh", true],
    ["https://a.example, https://b.example", false],
    ["https://a.example https://b.example", false],
    ["https://a.example/path", false],
    ["https://a@b.example", false],
    ["app.example", false],
    ["*", false],
    ["", false],
    [`https://${"a".repeat(300)}.example`, false],
  ] as const
).map(([origin, isOne]) => ({
  name: `Origin ${JSON.stringify(origin).slice(0, 50)} is ${isOne ? "allowed" : "not an origin"}`,
  send: { line: "GET /t/a HTTP/1.1", fields: [KEY, `Origin: ${origin}`] },
  gets: { status: 200, headers: { "access-control-allow-origin": isOne ? origin : null } },
}));

const UPSTREAMS: readonly Row[] = [
  {
    name: "an upstream's own CORS fields are replaced",
    send: { line: "GET /t/a HTTP/1.1", fields: [KEY, ORIGIN] },
    answers: {
      fields: [
        "Access-Control-Allow-Origin: *",
        "Access-Control-Allow-Credentials: true",
        "Access-Control-Expose-Headers: Set-Cookie",
      ],
    },
    gets: { status: 200, headers: { ...READABLE, "access-control-allow-credentials": null } },
  },
  {
    name: "without an origin there are none",
    send: { line: "GET /t/a HTTP/1.1", fields: [KEY] },
    answers: { fields: ["Access-Control-Allow-Origin: *"] },
    gets: {
      status: 200,
      headers: { "access-control-allow-origin": null, "access-control-expose-headers": null },
    },
  },
  {
    name: "two Origin lines are none",
    send: {
      line: "GET /t/a HTTP/1.1",
      fields: [KEY, "Origin: https://a.example", "Origin: https://b.example"],
    },
    gets: { status: 200, headers: { "access-control-allow-origin": null } },
  },
  {
    name: "an answer of the upstream can be read, errors included",
    send: { line: "GET /t/a HTTP/1.1", fields: [KEY, ORIGIN] },
    answers: { status: 500, body: "broken" },
    gets: { status: 500, body: "broken", headers: READABLE },
  },
];

export const CORS_ROWS: readonly Row[] = [...PREFLIGHTS, ...REFUSALS, ...ORIGINS, ...UPSTREAMS];
