import type { Row } from "../row";

const bearer = (token: string) => ({ line: "GET /t/a HTTP/1.1", fields: [`Authorization: Bearer ${token}`] });
const CHALLENGE = { "www-authenticate": 'Bearer realm="keyward", error="invalid_token"' };

const SCOPE = { "www-authenticate": /^Bearer realm="keyward", error="insufficient_scope"/ };

/** Access tokens: minted by the host itself, judged like the key they belong to. */
export const TOKEN_ROWS: readonly Row[] = [
  {
    name: "a token opens what its key opens, and goes no further",
    send: bearer("{active.token}"),
    gets: { status: 200 },
    upstream: { target: "/t/a", headers: { authorization: null, "x-keyward-key-id": "{active.id}" } },
  },
  {
    name: "the scheme may be written in any case",
    send: { line: "GET /t/a HTTP/1.1", fields: ["authorization: bEARER {active.token}"] },
    gets: { status: 200 },
  },
  {
    name: "a token that may write may POST",
    send: {
      line: "POST /t/a HTTP/1.1",
      fields: ["Authorization: Bearer {active.token}"],
      body: { content: "x", framing: "length" },
    },
    gets: { status: 200 },
  },
  {
    name: "a token that may only read may not",
    send: {
      line: "POST /t/a HTTP/1.1",
      fields: ["Authorization: Bearer {active.reading}"],
      body: { content: "x", framing: "length" },
    },
    gets: { status: 403, code: "access_not_allowed", headers: SCOPE },
  },
  {
    name: "a token opens no product beyond its scope",
    send: { line: "GET /burst/a HTTP/1.1", fields: ["Authorization: Bearer {active.token}"] },
    gets: { status: 403, code: "product_not_allowed", headers: SCOPE },
  },
  {
    name: "a revoked token is told so",
    send: bearer("{active.revoked}"),
    gets: { status: 401, code: "token_revoked", headers: CHALLENGE },
    key: "active",
  },
  {
    name: "a token with another end is none",
    send: bearer("{active.token}x"),
    gets: { status: 401, code: "token_invalid", headers: CHALLENGE },
  },
  {
    name: "a token without its signature is none",
    send: bearer("eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.e30."),
    gets: { status: 401, code: "token_invalid", headers: CHALLENGE },
  },
  {
    name: "a token beside a key is one too many",
    send: { line: "GET /t/a?key={active} HTTP/1.1", fields: ["Authorization: Bearer {active.token}"] },
    gets: { status: 400, code: "ambiguous_credentials" },
  },
  {
    name: "a token in the query is no token",
    send: { line: "GET /t/a?access_token={active.token} HTTP/1.1" },
    gets: { status: 401, code: "key_missing" },
  },
  {
    name: "a token in a key's header is no key",
    send: { line: "GET /t/a HTTP/1.1", fields: ["X-API-Key: {active.token}"] },
    gets: { status: 401, code: "key_invalid" },
  },
  {
    name: "a key's restrictions hold for its tokens",
    send: { ...bearer("{by-address.token}"), from: "127.0.0.9" },
    gets: { status: 403, code: "ip_not_allowed" },
  },
  {
    name: "and let pass what they let pass",
    send: bearer("{by-address.token}"),
    gets: { status: 200 },
  },
  {
    name: "a key that must not stand in the query has tokens like any other",
    send: bearer("{header-only.token}"),
    gets: { status: 200 },
  },
];
