// What RFC 8725 warns of, what attackers' tools try, and what Kong and APISIX expect of their own JWT checks.
import { generateKeyPairSync, sign } from "node:crypto";
import { Socket } from "node:net";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { newId } from "@/lib/std/id";
import { hs256, ISSUER, signed, type TokenWorld, tokenWorld } from "@/test/tokens";
import { NOON } from "../testing/fixtures";

const SECONDS = NOON / 1000;

let world: TokenWorld;
beforeAll(async () => {
  world = await tokenWorld();
});

const b64 = (text: string | Buffer) => Buffer.from(text).toString("base64url");
const ours = (input: Buffer) => sign(null, input, world.privateKey);

test("the token all others are made from is accepted", async () => {
  expect(await world.call(world.token())).toBe("admitted");
});

describe("a token is invalid with", () => {
  const other = generateKeyPairSync("ed25519");
  const spki = () => world.publicKey.export({ format: "pem", type: "spki" }).toString();
  const raw = () => Buffer.from(world.publicKey.export({ format: "jwk" }).x ?? "", "base64url");
  const good = () => JSON.stringify(world.claims());
  const withHeader = (over: Record<string, unknown>) => () => world.token(world.claims(), world.header(over));
  const withClaims = (over: Record<string, unknown>) => () => world.token(world.claims(over));
  const without = (name: string) => () => {
    const { [name]: _, ...rest } = world.claims();
    return world.token(rest);
  };

  const TOKENS: [string, () => string][] = [
    // The algorithm.
    [
      "alg none and no signature",
      () =>
        `${signed(world.header({ alg: "none" }), world.claims(), ours)
          .split(".", 2)
          .join(".")}.`,
    ],
    ["alg none and a good signature", withHeader({ alg: "none" })],
    ["alg None", withHeader({ alg: "None" })],
    ["alg nOnE", withHeader({ alg: "nOnE" })],
    ["no alg", () => world.token(world.claims(), { typ: "at+jwt", kid: world.kid })],
    [
      "alg HS256 with the public key as the secret, PEM",
      () => signed(world.header({ alg: "HS256" }), world.claims(), hs256(spki())),
    ],
    [
      "alg HS256 with the public key as the secret, raw",
      () => signed(world.header({ alg: "HS256" }), world.claims(), hs256(raw())),
    ],
    [
      "alg HS256 with an empty secret",
      () => signed(world.header({ alg: "HS256" }), world.claims(), hs256("")),
    ],
    ["alg RS256", withHeader({ alg: "RS256" })],
    ["alg ES256", withHeader({ alg: "ES256" })],
    ["alg Ed25519", withHeader({ alg: "Ed25519" })],
    ["alg eddsa", withHeader({ alg: "eddsa" })],
    ["alg a list", withHeader({ alg: ["EdDSA"] })],
    // The type.
    ["typ JWT", withHeader({ typ: "JWT" })],
    ["typ AT+JWT", withHeader({ typ: "AT+JWT" })],
    ["no typ", () => world.token(world.claims(), { alg: "EdDSA", kid: world.kid })],
    ["an ID token's typ", withHeader({ typ: "id_token+jwt" })],
    // The key.
    ["no kid", () => world.token(world.claims(), { alg: "EdDSA", typ: "at+jwt" })],
    ["an unknown kid", withHeader({ kid: newId("tokenKey") })],
    ["a kid that is a path", withHeader({ kid: "../../../../dev/null" })],
    ["a kid that is SQL", withHeader({ kid: "x' UNION SELECT 'AA" })],
    ["a kid that is a URL", withHeader({ kid: "https://attacker.example.test/key" })],
    ["a kid that is __proto__", withHeader({ kid: "__proto__" })],
    ["a kid with our key and a NUL", withHeader({ kid: "tkk_\u0000" })],
    ["a numeric kid", withHeader({ kid: 1 })],
    [
      "its own key in jwk",
      () =>
        signed(world.header({ jwk: other.publicKey.export({ format: "jwk" }) }), world.claims(), (input) =>
          sign(null, input, other.privateKey),
        ),
    ],
    ["jwk beside a good signature", withHeader({ jwk: { kty: "OKP" } })],
    ["jku", withHeader({ jku: "https://attacker.example.test/jwks.json" })],
    ["x5u", withHeader({ x5u: "https://attacker.example.test/cert.pem" })],
    ["x5c", withHeader({ x5c: ["AAAA"] })],
    ["x5t", withHeader({ x5t: "AAAA" })],
    [
      "another issuer's key",
      () => signed(world.header(), world.claims(), (input) => sign(null, input, other.privateKey)),
    ],
    // Extensions.
    ["crit", withHeader({ crit: ["exp"], exp: 1 })],
    ["b64 false", withHeader({ b64: false, crit: ["b64"] })],
    ["b64 false without crit", withHeader({ b64: false })],
    ["zip", withHeader({ zip: "DEF" })],
    ["cty", withHeader({ cty: "JWT" })],
    ["an unknown header", withHeader({ foo: "bar" })],
    // Time.
    ["no exp", without("exp")],
    ["exp as text", withClaims({ exp: String(SECONDS + 900) })],
    ["exp null", withClaims({ exp: null })],
    ["exp as a fraction", withClaims({ exp: SECONDS + 0.5 })],
    ["exp in scientific notation", () => world.token(good().replace(/"exp":\d+/, '"exp":2e9'))],
    ["exp below zero", withClaims({ exp: -1 })],
    ["exp beyond every clock", () => world.token(good().replace(/"exp":\d+/, '"exp":99999999999999999999'))],
    ["a longer life than 15 minutes", withClaims({ exp: SECONDS + 901 })],
    ["no iat", without("iat")],
    ["iat far ahead", withClaims({ iat: SECONDS + 31, exp: SECONDS + 900 })],
    ["iat after exp", withClaims({ iat: SECONDS + 10, exp: SECONDS + 5 })],
    ["nbf", withClaims({ nbf: SECONDS })],
    // Who, for whom.
    ["another iss", withClaims({ iss: "https://attacker.example.test" })],
    ["iss with a slash more", withClaims({ iss: `${ISSUER}/` })],
    ["no iss", without("iss")],
    ["another aud", withClaims({ aud: "https://other.example.test" })],
    ["aud as a list with ours", withClaims({ aud: [ISSUER] })],
    ["no aud", without("aud")],
    ["no sub", without("sub")],
    ["another sub than client_id", withClaims({ sub: newId("key") })],
    ["another client_id than sub", withClaims({ client_id: newId("key") })],
    ["no client_id", without("client_id")],
    [
      "sub and client_id of a key that is not the secret's",
      () => {
        const keyId = newId("key");
        return world.token(world.claims({ sub: keyId, client_id: keyId }));
      },
    ],
    ["no jti", without("jti")],
    ["no secret ID", without("secret_id")],
    ["a secret ID that is SQL", withClaims({ secret_id: "sec_' OR '1'='1" })],
    ["no scope", without("scope")],
    ["an empty scope", withClaims({ scope: "" })],
    ["scope as a list", withClaims({ scope: ["map:write"] })],
    ["a scope that is none", withClaims({ scope: "map:admin" })],
    ["an unknown claim", withClaims({ admin: 1 })],
    ["cnf", withClaims({ cnf: { jkt: "x" } })],
    // JSON that two parsers read differently.
    [
      "alg twice",
      () => world.token(good(), `{"alg":"none","alg":"EdDSA","typ":"at+jwt","kid":"${world.kid}"}`),
    ],
    [
      "alg twice, once by an escape",
      () => world.token(good(), `{"\\u0061lg":"none","alg":"EdDSA","typ":"at+jwt","kid":"${world.kid}"}`),
    ],
    ["sub twice", () => world.token(good().replace('{"iss"', `{"sub":"${newId("key")}","iss"`))],
    ["a comma at the end", () => world.token(good().replace(/}$/, ",}"))],
    ["white space", () => world.token(JSON.stringify(world.claims(), null, 1))],
    ["a byte order mark", () => world.token(`\ufeff${good()}`)],
    ["text after the object", () => world.token(`${good()}{}`)],
    ["a list as payload", () => world.token(`[${good()}]`)],
    ["a comment", () => world.token(`/**/${good()}`)],
    [
      "bytes that are not UTF-8",
      () => {
        const input = `${b64(JSON.stringify(world.header()))}.${Buffer.concat([Buffer.from(good()), Buffer.of(0xff)]).toString("base64url")}`;
        return `${input}.${ours(Buffer.from(input)).toString("base64url")}`;
      },
    ],
    // The compact form.
    ["nothing in it", () => ""],
    ["dots alone", () => ".."],
    ["one part", () => b64(good())],
    ["two parts", () => world.token().split(".", 2).join(".")],
    ["four parts", () => `${world.token()}.AAAA`],
    ["five parts, as if encrypted", () => `${world.token()}.AAAA.AAAA`],
    ["an empty header", () => `.${world.token().split(".").slice(1).join(".")}`],
    ["an empty payload", () => signed(world.header(), "", ours)],
    ["an empty signature", () => `${world.token().split(".", 2).join(".")}.`],
    ["a malformed signature", () => `${world.token().split(".", 2).join(".")}.%%%`],
    ["a signature of zeros", () => `${world.token().split(".", 2).join(".")}.${b64(Buffer.alloc(64))}`],
    ["half a signature", () => world.token().slice(0, -43)],
    ["padding", () => `${world.token()}==`],
    ["a character of plain base64", () => world.token().replace(/\../, ".+")],
    ["a newline inside", () => world.token().replace(".", ".\n")],
    ["a space before", () => ` ${world.token()}`],
    [
      "more than 8192 characters",
      () =>
        world.token(world.claims({ scope: Array.from({ length: 900 }, (_, at) => `p${at}:read`).join(" ") })),
    ],
    ["a megabyte", () => "A".repeat(1_000_000)],
    ["a megabyte of dots", () => ".".repeat(1_000_000)],
    ["an API key", () => "kw_0000000000000000000000000000000000000000000000000"],
  ];

  test.each(TOKENS)("%s", async (name, make) => {
    const connect = vi.spyOn(Socket.prototype, "connect");
    const ip = `192.0.2.${Math.floor(TOKENS.findIndex(([other]) => other === name) / 20) + 10}`;
    expect(await world.call(make(), { ip })).toBe("token_invalid");
    expect(connect).not.toHaveBeenCalled();
  });

  test("a name of its own", () => {
    expect(new Set(TOKENS.map(([name]) => name)).size).toBe(TOKENS.length);
  });
});

test("only what is genuine asks the store, and only what could be genuine is verified", async () => {
  const fresh = await tokenWorld();
  for (const token of [
    "",
    "a.b.c",
    fresh.token(fresh.claims({ aud: "x" })),
    fresh.token(fresh.claims(), {}),
  ]) {
    expect(await fresh.call(token)).toBe("token_invalid");
  }
  expect(fresh.verifications()).toBe(0);
  const forged = `${fresh.token().split(".", 2).join(".")}.${b64(Buffer.alloc(64))}`;
  expect(await fresh.call(forged)).toBe("token_invalid");
  expect(fresh.verifications()).toBe(1);
  expect(fresh.asked).toEqual([]);
});

test("an address that keeps presenting forged tokens is slowed, and no other", async () => {
  const fresh = await tokenWorld();
  const codes = new Set<string>();
  for (let at = 0; at < 30; at += 1) {
    const signature = Buffer.alloc(64, at + 1).toString("base64url");
    codes.add(await fresh.call(`${fresh.token().split(".", 2).join(".")}.${signature}`));
  }
  expect([...codes]).toEqual(["token_invalid"]);
  const verdicts = await Promise.all(
    Array.from({ length: 12 }, () => fresh.deps.guard.waitMs("192.0.2.1", 30_000)),
  );
  expect(verdicts.filter((wait) => wait === 0)).toHaveLength(5);
  expect(fresh.deps.guard.waitMs("192.0.2.2", 30_000)).toBe(0);
});
