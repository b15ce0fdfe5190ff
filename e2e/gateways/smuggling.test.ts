import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createVerifier } from "@/examples/verify-assertion/verify.mjs";
import { GATEWAYS, type Gateway, isInstalled, startGateway } from "./gateways";
import { ask, countAnswers, sendBytes } from "./raw";
import { UPSTREAM_PREFIX } from "./upstream";
import { startWorld, type World } from "./world";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.stop());

/** What an attacker wants the upstream to take for a request of its own; nobody ever checked a key for it. */
const INNER = "GET /shop/smuggled HTTP/1.1\r\nHost: gateway.example\r\n\r\n";
const LENGTH = `Content-Length: ${INNER.length + 5}`;
const CHUNKED = "Transfer-Encoding: chunked";
/** For who reads chunks the body ends at once, for who reads the length it holds the inner request. */
const BOTH = `0\r\n\r\n${INNER}`;

const post = (fields: string[], body: string) => ["POST /shop/one HTTP/1.1", fields, body] as const;

const VECTORS: readonly (readonly [string, readonly [string, string[], string]])[] = [
  ["length and chunks", post([LENGTH, CHUNKED], BOTH)],
  [
    "chunks and length",
    post([CHUNKED, "Content-Length: 4"], `${INNER.length.toString(16)}\r\n${INNER}\r\n0\r\n\r\n`),
  ],
  ["two lengths", post(["Content-Length: 0", LENGTH], BOTH)],
  ["the same length twice", post([LENGTH, LENGTH], BOTH)],
  ["a list of lengths", post([`Content-Length: 5, ${INNER.length + 5}`], BOTH)],
  ["a signed length", post(["Content-Length: +5"], BOTH)],
  ["a hexadecimal length", post(["Content-Length: 0x5"], BOTH)],
  ["a negative length", post(["Content-Length: -1"], BOTH)],
  ["a length with a space inside", post(["Content-Length: 5 5"], BOTH)],
  ["a length beyond 64 bits", post(["Content-Length: 18446744073709551621"], BOTH)],
  ["a space before the colon", post([LENGTH, "Transfer-Encoding : chunked"], BOTH)],
  ["a tab after the colon", post([LENGTH, "Transfer-Encoding:\tchunked"], BOTH)],
  ["a vertical tab", post([LENGTH, "Transfer-Encoding: \u000bchunked"], BOTH)],
  ["an unknown coding", post([LENGTH, "Transfer-Encoding: xchunked"], BOTH)],
  ["chunked, then identity", post([LENGTH, "Transfer-Encoding: chunked, identity"], BOTH)],
  ["chunked twice", post([LENGTH, CHUNKED, CHUNKED], BOTH)],
  ["chunked in quotes", post([LENGTH, 'Transfer-Encoding: "chunked"'], BOTH)],
  ["another case", post([LENGTH, "tRANSFER-eNCODING: CHUNKED"], BOTH)],
  ["an underscore", post([LENGTH, "Transfer_Encoding: chunked"], BOTH)],
  ["a folded field", post([LENGTH, "X-Fold: a", " Transfer-Encoding: chunked"], BOTH)],
  ["a folded value", post([LENGTH, "Transfer-Encoding:", " chunked"], BOTH)],
  ["a bare line feed between fields", post([LENGTH, `X: y\n${CHUNKED}`], BOTH)],
  ["a bare carriage return between fields", post([LENGTH, `X: y\r${CHUNKED}`], BOTH)],
  ["a NUL in a value", post([LENGTH, `X: y\0${CHUNKED}`], BOTH)],
  ["a NUL in a name", post([LENGTH, "Transfer-Encoding\0: chunked"], BOTH)],
  ["a field without a colon", post([LENGTH, "Transfer-Encoding chunked"], BOTH)],
  ["a chunk size with a bare line feed", post([CHUNKED], `0\n\n${INNER}`)],
  ["a chunk size with 0x", post([CHUNKED], `0x0\r\n\r\n${INNER}`)],
  ["a chunk size beyond 64 bits", post([CHUNKED], `10000000000000000\r\n\r\n${INNER}`)],
  ["a chunk extension with a line feed", post([CHUNKED], `0;a\nb\r\n\r\n${INNER}`)],
  ["a chunk without its end", post([CHUNKED], `1\r\naX0\r\n\r\n${INNER}`)],
  ["a trailer that frames", post([CHUNKED], `0\r\n${LENGTH}\r\n\r\n${INNER}`)],
  ["a GET with a body", ["GET /shop/one HTTP/1.1", [LENGTH], BOTH]],
  ["a HEAD with a body", ["HEAD /shop/one HTTP/1.1", [LENGTH], BOTH]],
  ["chunks in HTTP/1.0", ["POST /shop/one HTTP/1.0", ["Connection: keep-alive", CHUNKED], BOTH]],
  ["an unknown version", ["POST /shop/one HTTP/1.9", [LENGTH], BOTH]],
  ["no version", ["GET /shop/one", [], INNER]],
  ["a line feed in the request line", [`GET /shop/one HTTP/1.1\nX: ${INNER.trim()} `, [], ""]],
  ["two spaces in the request line", ["GET  /shop/one HTTP/1.1", [], INNER]],
  ["a second Host", ["GET /shop/one HTTP/1.1", ["Host: other.example"], INNER]],
  ["an upgrade to h2c", ["GET /shop/one HTTP/1.1", ["Connection: Upgrade", "Upgrade: h2c"], INNER]],
  ["a wait for 100", post([LENGTH, "Expect: 100-continue"], BOTH)],
  ["an unknown expectation", post([LENGTH, "Expect: something"], BOTH)],
  ["plain pipelining", ["GET /shop/one HTTP/1.1", [], INNER]],
];

const PLACES = ["direct", ...GATEWAYS] as const;

for (const place of PLACES) {
  const isMissing = place !== "direct" && !isInstalled(place);
  describe.skipIf(isMissing)(
    `requests on which parsers differ, ${place === "direct" ? place : `through ${place}`}`,
    () => {
      let gateway: Gateway | undefined;
      let port = 0;
      beforeAll(async () => {
        const behind = { keyward: world.port, upstream: world.upstream.port, secret: world.gatewaySecret };
        if (place !== "direct") gateway = await startGateway(place, behind);
        port = gateway?.port ?? world.port;
      });
      afterAll(() => gateway?.stop());
      beforeEach(() => {
        world.upstream.reached.length = 0;
      });

      test.each(VECTORS)(
        "%s: nothing unchecked reaches the upstream, and the next call is its own",
        async (_, vector) => {
          const [line, fields, body] = vector;
          const key = `X-API-Key: ${world.key.plaintext}`;
          const head = [line, "Host: gateway.example", key, ...fields, "", ""].join("\r\n");
          const raw = await sendBytes(port, head + body, 400);
          for (const { target, method, headers } of world.upstream.reached) {
            expect(target).toBe(`${UPSTREAM_PREFIX}/shop/one`);
            expect(createVerifier(world.assertionSecrets)(method, target, headers)).toBeNull();
          }
          expect(world.upstream.reached.length).toBeLessThanOrEqual(1);
          expect(countAnswers(raw)).toBeLessThanOrEqual(3);
          world.upstream.reached.length = 0;
          const next = await ask(port, "/shop/next", [key]);
          expect([next.status, next.body]).toEqual([200, "reached"]);
          // A call that was cut off in its body may be noticed late.
          const later = world.upstream.reached.map(({ target }) => target);
          expect(later.filter((target) => target !== `${UPSTREAM_PREFIX}/shop/one`)).toEqual([
            `${UPSTREAM_PREFIX}/shop/next`,
          ]);
        },
      );

      test.each([
        "X-Keyward-Assertion",
        "X-Forwarded-For, X-Keyward-Key-Id",
        "X-API-Key",
        "X-Keyward-Gateway, X-Original-URI",
      ])("a client that has `Connection: %s` removed gains nothing", async (nominated) => {
        const fields = [`X-API-Key: ${world.key.plaintext}`, `Connection: ${nominated}`];
        const { status } = await ask(port, "/shop/one", fields);
        expect([200, 400, 401, 403]).toContain(status);
        const verify = createVerifier(world.assertionSecrets);
        for (const { method, target, headers, all } of world.upstream.reached) {
          expect(verify(method, target, headers)).toBeNull();
          expect(all.includes(world.key.plaintext)).toBe(false);
        }
      });

      test("a folded key is the key or none, never a way past", async () => {
        const raw = await sendBytes(
          port,
          `GET /shop/one HTTP/1.1\r\nHost: a\r\nX-API-Key:\r\n ${world.key.plaintext}\r\nConnection: close\r\n\r\n`,
        );
        expect(raw).toMatch(/^HTTP\/1\.[01] (?:200|400|401) /);
        for (const { all } of world.upstream.reached) expect(all.includes(world.key.plaintext)).toBe(false);
      });
    },
  );
}
