import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createVerifier } from "@/examples/verify-assertion/verify.mjs";
import { GATEWAYS, type Gateway, isInstalled, startGateway } from "./gateways";
import { ask, type RawAnswer } from "./raw";
import { UPSTREAM_PREFIX } from "./upstream";
import { startWorld, type World } from "./world";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.stop());

for (const name of GATEWAYS) {
  const isMissing = !isInstalled(name);
  if (isMissing) process.stdout.write(`skipped: ${name} is not installed (apt-get install ${name})\n`);

  describe.skipIf(isMissing)(`${name}, configured as in examples/${name}`, () => {
    let gateway: Gateway;
    let secret: string;
    let key: string;
    beforeAll(async () => {
      const behind = { keyward: world.port, upstream: world.upstream.port, secret: world.gatewaySecret };
      gateway = await startGateway(name, behind);
      secret = world.key.plaintext;
      key = `X-API-Key: ${secret}`;
    });
    afterAll(() => gateway?.stop());
    beforeEach(() => {
      world.upstream.reached.length = 0;
    });

    const call = (target: string, fields: readonly string[] = [], with_ = {}) =>
      ask(gateway.port, target, fields, with_);
    const reached = () => world.upstream.reached;

    test("a key that may passes: the upstream sees who calls and a good assertion, the client its answer and limits", async () => {
      const answer = await call("/shop/one?a=1&b=%20", [key, "Origin: https://app.example"]);
      expect([answer.status, answer.body]).toEqual([200, "reached"]);
      expect(answer.headers.get("x-request-id")).toMatch(/^req_[0-9A-Za-z]{22}$/);
      expect(answer.headers.get("ratelimit")).toMatch(/^"qps";r=\d+;t=1/);
      expect(answer.headers.get("cache-control")).toBe("max-age=60, private");
      expect(answer.headers.get("access-control-allow-origin")).toBe("https://app.example");
      expect(reached()).toHaveLength(1);
      const [one] = reached();
      expect(one).toMatchObject({ method: "GET", target: `${UPSTREAM_PREFIX}/shop/one?a=1&b=%20` });
      expect(one?.headers).toMatchObject({
        "x-keyward-key-id": world.key.id,
        "x-keyward-org-id": world.key.orgId,
        "x-keyward-product": "shop",
        "x-request-id": answer.headers.get("x-request-id"),
      });
      const verify = createVerifier(world.assertionSecrets);
      expect(verify("GET", one?.target ?? "", one?.headers ?? {})).toBeNull();
      expect(verify("GET", one?.target ?? "", one?.headers ?? {})).toBe("replayed");
    });

    test("bodies and methods arrive whole, and the upstream's own refusals are the upstream's", async () => {
      const sent = await call("/shop/one", [key], { method: "POST", body: "x".repeat(5_000) });
      expect([sent.status, reached()[0]?.method, reached()[0]?.body.length]).toEqual([200, "POST", 5_000]);
      const verify = createVerifier(world.assertionSecrets);
      expect(verify("POST", reached()[0]?.target ?? "", reached()[0]?.headers ?? {})).toBeNull();
      const forbidden = await call("/shop/forbidden", [key]);
      expect([forbidden.status, forbidden.body]).toEqual([403, "reached"]);
    });

    test.each<[string, string, () => string[], number, string]>([
      ["without a key", "/shop/one", () => [], 401, "key_missing"],
      ["with a wrong key", "/shop/one", () => [`X-API-Key: ${flipped(secret)}`], 401, "key_invalid"],
      [
        "with a disabled key",
        "/shop/one",
        () => [`X-API-Key: ${world.disabled.plaintext}`],
        403,
        "key_disabled",
      ],
      ["of another product", "/other/one", () => [key], 403, "product_not_allowed"],
      ["of no product", "/none", () => [key], 404, "no_such_product"],
      ["with two header lines", "/shop/one", () => [key, key], 400, "ambiguous_credentials"],
      ["with a joined header", "/shop/one", () => [`${key}, ${secret}`], 400, "ambiguous_credentials"],
      [
        "with two headers",
        "/shop/one",
        () => [key, `TomTom-Api-Key: ${secret}`],
        400,
        "ambiguous_credentials",
      ],
      [
        "with header and bearer",
        "/shop/one",
        () => [key, "Authorization: Bearer x"],
        400,
        "ambiguous_credentials",
      ],
    ])(
      "a call %s is refused as Keyward refuses it, and goes nowhere",
      async (_, target, fields, status, code) => {
        const answer = await call(target, fields());
        expect([answer.status, codeOf(answer)]).toEqual([status, code]);
        expect(answer.headers.get("content-type")).toBe("application/problem+json");
        expect(answer.headers.get("x-request-id")).toMatch(/^req_/);
        expect(answer.headers.get("www-authenticate") !== null).toBe(status === 401);
        expect(reached()).toEqual([]);
      },
    );

    test("a method the key may not use, and one nobody may", async () => {
      const reader = `X-API-Key: ${world.reader.plaintext}`;
      const write = await call("/shop/one", [reader], { method: "POST", body: "x" });
      expect([write.status, codeOf(write)]).toEqual([403, "access_not_allowed"]);
      const odd = await call("/shop/one", [key], { method: "PROPFIND" });
      expect([odd.status, codeOf(odd)]).toEqual([405, "method_not_supported"]);
      expect(reached()).toEqual([]);
    });

    test("a call over the limit is 429 with a time to wait", async () => {
      const fresh = `X-API-Key: ${(await world.newKey()).plaintext}`;
      const answers = await Promise.all(Array.from({ length: 4 }, () => call("/slow/one", [fresh])));
      const refused = answers.filter(({ status }) => status === 429);
      expect([refused.length, reached().length]).toEqual([3, 1]);
      expect(refused.map(codeOf)).toEqual(["qps_exceeded", "qps_exceeded", "qps_exceeded"]);
      expect(refused[0]?.headers.get("retry-after")).toBe("1");
      expect(refused[0]?.headers.get("ratelimit")).toBe('"qps";r=0;t=1');
    });

    test("a preflight is answered by Keyward and reaches no upstream", async () => {
      const asks = ["Origin: https://app.example", "Access-Control-Request-Method: PUT"];
      const answer = await call("/shop/one", asks, { method: "OPTIONS" });
      expect([answer.status, answer.headers.get("access-control-allow-methods")]).toEqual([204, "PUT"]);
      expect((await call("/shop/one", asks.slice(0, 1), { method: "OPTIONS" })).status).toBe(401);
      expect(reached()).toEqual([]);
    });

    test("what a client says in a gateway's name is not believed", async () => {
      const lies = [
        "X-Original-URI: /shop/one",
        "X-Original-Method: GET",
        "X-Forwarded-Uri: /shop/one",
        "X-Forwarded-Method: GET",
        "X-Forwarded-For: 203.0.113.9",
        "X-Upstream-Uri: /secret",
        "X-Keyward-Gateway: x",
        "X-Keyward-Key-Id: key_forged",
        "X-Keyward-Status: 200",
      ];
      for (const query of ["", "?mode=nginx"]) {
        const none = await call(`/none${query}`, [key, ...lies]);
        expect([none.status, codeOf(none)], query).toEqual([404, "no_such_product"]);
        const write = await call(`/shop/one${query}`, [`X-API-Key: ${world.reader.plaintext}`, ...lies], {
          method: "DELETE",
        });
        expect([write.status, codeOf(write)], query).toEqual([403, "access_not_allowed"]);
      }
      expect(reached()).toEqual([]);
      expect((await call("/shop/one", [key, ...lies])).status).toBe(200);
      const [one] = reached();
      expect(one?.target).toBe(`${UPSTREAM_PREFIX}/shop/one`);
      expect(one?.headers["x-keyward-key-id"]).toBe(world.key.id);
      expect(one?.headers["x-forwarded-for"]).toBe("127.0.0.1");
      expect(one?.headers["x-keyward-gateway"]).toBeUndefined();
      expect(one?.headers["x-upstream-uri"]).toBeUndefined();
      expect(one?.all.includes(world.gatewaySecret)).toBe(false);
    });

    test.each([
      "/shop/../other/one",
      "/other/../shop/one",
      "/shop/./one",
      "/shop//one",
      "//shop/one",
      "/shop/%2e%2e/other/one",
      "/shop/..%2fother/one",
      "/shop%2fone",
      "/shop/one%5c..",
      "/shop/%00",
      "/shop/%zz",
      "/shop/one?a=%zz",
    ])("%s is refused, whatever the gateway makes of it", async (target) => {
      const answer = await call(target, [key]);
      expect(answer.status).toBe(400);
      expect(reached()).toEqual([]);
    });

    test("an odd but well-formed path is asked for exactly as it was judged, or not at all", async () => {
      const verify = createVerifier(world.assertionSecrets);
      for (const path of [
        "/shop/%7Eone",
        "/shop/a%20b;c=d",
        "/shop/%C3%A9",
        "/shop/til%65?x=a%2fb&y=+&z",
        "/shop/a?",
      ]) {
        reached().length = 0;
        const { status } = await call(path, [key]);
        const [one] = reached();
        expect([status, one === undefined], path).toEqual(status === 200 ? [200, false] : [400, true]);
        if (one !== undefined) expect(verify("GET", one.target, one.headers), path).toBeNull();
        if (name !== "caddy") expect(status, path).toBe(200);
      }
    });

    test("an absolute target is refused or judged by its path alone", async () => {
      const none = await call("http://gateway.example/none", [key]);
      expect([400, 404]).toContain(none.status);
      const other = await call("http://shop.example/other/one", [key]);
      expect([400, 403]).toContain(other.status);
      expect(reached()).toEqual([]);
    });

    test("the key reaches the upstream in no position", async () => {
      const calls: [string, string[], boolean][] = [
        ["/shop/one", [key], true],
        ["/shop/one", [`tomtom-api-key: ${secret}`], true],
        [`/shop/one?a=1&key=${secret}&b=2`, [], true],
        [`/shop/one?%6bey=${secret}`, [], true],
        [`/shop/one?key=%6b${secret.slice(1)}`, [], true],
        // Caddy cannot redact it, so its example refuses it.
        [`/shop/one?token=${secret}`, [key], name !== "caddy"],
        ["/shop/one", [key, `Referer: https://app.example/?key=${secret}`], true],
        [`/shop/one?key=${secret}`, [key], false],
        [`/shop/${secret}`, [key], false],
      ];
      for (const [target, fields, passes] of calls) {
        reached().length = 0;
        const { status } = await call(target, fields);
        expect([status === 200, reached().length === 1], target).toEqual([passes, passes]);
        expect(
          reached().some(({ all }) => all.includes(secret) || all.includes(secret.slice(1))),
          target,
        ).toBe(false);
      }
      expect(gateway.log().includes(secret)).toBe(false);
      expect(world.log().includes(secret)).toBe(false);
    });

    test("each decision is counted once, an admitted one without a status", async () => {
      const fresh = await world.newKey();
      const field = `X-API-Key: ${fresh.plaintext}`;
      for (const path of ["/shop/one", "/shop/forbidden", "/other/one"]) await call(path, [field]);
      expect(await world.counted(fresh.id, 3)).toEqual([
        { status: 0, code: "", requests: 2 },
        { status: 403, code: "product_not_allowed", requests: 1 },
      ]);
    });

    test("without a verdict nothing passes", async () => {
      const behind = { keyward: 9, upstream: world.upstream.port, secret: world.gatewaySecret };
      const alone = await startGateway(name, behind);
      try {
        expect([502, 503]).toContain((await ask(alone.port, "/shop/one", [key])).status);
        expect(reached()).toEqual([]);
      } finally {
        await alone.stop();
      }
    });

    test("with a wrong secret nothing passes", async () => {
      const behind = { keyward: world.port, upstream: world.upstream.port, secret: "x".repeat(40) };
      const stranger = await startGateway(name, behind);
      try {
        const answer = await ask(stranger.port, "/shop/one", [key]);
        expect([answer.status, codeOf(answer)]).toEqual([403, "caller_not_trusted"]);
        expect(reached()).toEqual([]);
      } finally {
        await stranger.stop();
      }
    });
  });
}

function codeOf({ body }: RawAnswer): string {
  return (JSON.parse(body) as { code: string }).code;
}

function flipped(secret: string): string {
  return secret.slice(0, -1) + (secret.endsWith("A") ? "B" : "A");
}
