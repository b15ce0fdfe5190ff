import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { nodeHmac } from "@/lib/edge/adapters/node-crypto";
import { verifyAssertion } from "@/lib/edge/assertion";
import { parseCidr } from "@/lib/edge/cidr";
import type { KeyEntry, UsageRecord } from "@/lib/edge/ports";
import { generateSecret } from "@/lib/edge/secret-format";
import { depsOf, keyOf, productOf } from "@/lib/edge/testing/fixtures";
import { answerCheck, type EndpointHost } from "./check-endpoint";
import { gatewayTrust } from "./gateway-trust";

const SECRET = generateSecret();
const READER = generateSecret();
const PROXIES = [parseCidr("198.51.100.0/24")].filter((cidr) => cidr !== null);
const [NEW, OLD] = ["n".repeat(32), "o".repeat(32)];
const GATEWAY = { "X-Keyward-Gateway": NEW };
const KEY = { "X-API-Key": SECRET };
const product = productOf({ name: "Karte für Ünser Land" });

const entries = new Map<string, KeyEntry>([
  [SECRET, keyOf()],
  [READER, keyOf({ keyId: "key_reader", access: "read", allowQueryKey: false, productIds: [] })],
]);
const keys = {
  peek: (digest: string) => entries.get(digest),
  load: async (digest: string) => entries.get(digest) ?? null,
};

let records: UsageRecord[] = [];
let host: EndpointHost;
let server: Server;
let port = 0;

beforeAll(async () => {
  server = createServer((req, res) => {
    if (!answerCheck(req, res, host)) res.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());
beforeEach(() => {
  records = [];
  host = {
    deps: depsOf(keys, [product]),
    hmac: nodeHmac,
    sink: { record: (one) => records.push(one) },
    publicUrl: "https://keyward.example",
    believedBy: gatewayTrust(`${NEW},${OLD}`, PROXIES),
  };
});

type Fields = Record<string, string | string[]>;

async function ask(path: string, fields: Fields, method = "GET") {
  return new Promise<{ status: number; fields: Map<string, string>; body: string }>((resolve, reject) => {
    const asked = request({ port, host: "127.0.0.1", path, method, headers: fields }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        const got = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as const);
        resolve({
          status: answer.statusCode ?? 0,
          fields: new Map(got),
          body: Buffer.concat(chunks).toString(),
        });
      });
    });
    asked.on("error", reject).end();
  });
}

const codeOf = (body: string) => (body === "" ? "" : (JSON.parse(body) as { code: string }).code);

describe("who may ask", () => {
  test.each([
    ["nobody in particular", {}, 403],
    ["who sends the secret", GATEWAY, 200],
    ["who still sends the one before", { "X-Keyward-Gateway": OLD }, 200],
    ["who sends another one", { "X-Keyward-Gateway": "x".repeat(32) }, 403],
    ["who sends both at once", { "X-Keyward-Gateway": `${NEW},${OLD}` }, 403],
    ["who sends an empty one", { "X-Keyward-Gateway": "" }, 403],
    ["who sends a beginning of it", { "X-Keyward-Gateway": NEW.slice(1) }, 403],
  ])("%s", async (_, fields, status) => {
    const answer = await ask("/edge/check/map/1", { ...KEY, ...fields });
    expect([answer.status, codeOf(answer.body)]).toEqual([
      status,
      status === 200 ? "" : "caller_not_trusted",
    ]);
  });

  test("without a secret set no secret is right, and the address of a trusted proxy is enough", () => {
    const headers = { get: () => "", forEach: () => undefined };
    const trust = gatewayTrust(undefined, PROXIES);
    expect([trust("127.0.0.1", headers), trust("198.51.100.1", headers)?.size]).toEqual([null, 1]);
  });

  test("the client of a gateway with the secret is the right-most address behind it that is no proxy", async () => {
    for (const [forwarded, client] of [
      ["203.0.113.9", "203.0.113.9"],
      ["203.0.113.66, 203.0.113.9", "203.0.113.9"],
      ["203.0.113.9, 198.51.100.8", "203.0.113.9"],
      ["203.0.113.9, 127.0.0.1", "203.0.113.9"],
      ["", "127.0.0.1"],
    ] as const) {
      await ask("/edge/check/map/1", { ...GATEWAY, "X-Forwarded-For": forwarded });
      expect(records.pop()?.ip, forwarded).toBe(client);
    }
  });

  test("whatever an untrusted caller says of another request is not believed, not even for its address", async () => {
    await ask("/edge/check", {
      ...KEY,
      "X-Forwarded-Method": "GET",
      "X-Forwarded-Uri": "/map/1",
      "X-Forwarded-For": "203.0.113.9",
    });
    expect(records).toMatchObject([{ code: "caller_not_trusted", ip: "127.0.0.1", keyId: "", status: 403 }]);
  });
});

describe("what is asked about", () => {
  const TRAEFIK = { "X-Forwarded-Method": "GET", "X-Forwarded-Uri": "/map/1?a=1" };
  const NGINX = { "X-Original-Method": "GET", "X-Original-URI": "/map/1?a=1" };
  test.each<[string, string, Fields, string, number, string]>([
    ["Envoy's prefix", "/edge/check/map/1?a=1", {}, "GET", 200, "/samples/map/1?a=1"],
    ["Traefik's and Caddy's fields", "/edge/check", TRAEFIK, "GET", 200, "/samples/map/1?a=1"],
    ["nginx' fields", "/edge/check?mode=nginx", NGINX, "GET", 200, "/samples/map/1?a=1"],
    ["nginx' fields, by another method", "/edge/check?mode=nginx", NGINX, "POST", 200, "/samples/map/1?a=1"],
    ["neither", "/edge/check", {}, "GET", 400, "original_request_missing"],
    ["nginx' fields where Traefik's count", "/edge/check", NGINX, "GET", 400, "original_request_missing"],
    ["an unknown mode", "/edge/check?mode=ngnix", NGINX, "GET", 400, "original_request_missing"],
    [
      "a client's own field beside the gateway's",
      "/edge/check",
      { ...TRAEFIK, "X-Forwarded-Uri": ["/map/1", "/map/2"] },
      "GET",
      400,
      "malformed_request",
    ],
    [
      "a client's own method beside the gateway's",
      "/edge/check",
      { ...TRAEFIK, "X-Forwarded-Method": ["GET", "POST"] },
      "GET",
      405,
      "method_not_supported",
    ],
    ["a path of no product", "/edge/check/none", {}, "GET", 404, "no_such_product"],
    ["nothing but a slash", "/edge/check/", {}, "GET", 404, "no_such_product"],
    ["an encoded slash", "/edge/check/map%2f1", {}, "GET", 400, "malformed_request"],
    ["dot segments", "/edge/check/x/../map/1", {}, "GET", 400, "malformed_request"],
    ["the start of a host", "/edge/check//map/1", {}, "GET", 400, "malformed_request"],
    ["a secret in the path", `/edge/check/map/${SECRET}`, {}, "GET", 400, "secret_in_path"],
  ])("%s", async (_, path, fields, method, status, expected) => {
    const answer = await ask(path, { ...GATEWAY, ...KEY, ...fields }, method);
    expect([answer.status, answer.fields.get("x-upstream-uri") ?? codeOf(answer.body)]).toEqual([
      status,
      expected,
    ]);
  });

  test.each([
    ["X-Original-URI", "/edge/check", { ...TRAEFIK, "X-Original-URI": "/none" }],
    ["both", "/edge/check/map/1", { "X-Original-URI": "/none", "X-Forwarded-Uri": "/none" }],
  ])("a %s from the client of another gateway means nothing", async (_, path, fields) => {
    expect((await ask(path, { ...GATEWAY, ...KEY, ...fields })).status).toBe(200);
  });

  test("a client whose query the gateway appends cannot choose the dialect", async () => {
    const chosen = { ...TRAEFIK, ...NGINX, "X-Forwarded-Uri": "/none?mode=nginx" };
    const answer = await ask("/edge/check?mode=nginx", { ...GATEWAY, ...KEY, ...chosen });
    expect([answer.status, codeOf(answer.body)]).toEqual([400, "original_request_missing"]);
  });

  test("the method asked about is the one that is judged and asserted", async () => {
    const fields = { ...GATEWAY, "X-API-Key": READER, "X-Forwarded-Uri": "/map/1" };
    entries.set(READER, keyOf({ keyId: "key_reader", access: "read" }));
    expect((await ask("/edge/check", { ...fields, "X-Forwarded-Method": "POST" })).status).toBe(403);
    expect((await ask("/edge/check", { ...fields, "X-Forwarded-Method": "HEAD" }, "POST")).status).toBe(200);
    expect((await ask("/edge/check/map/1", { ...fields, "X-Forwarded-Method": "GET" }, "PUT")).status).toBe(
      403,
    );
  });

  test("a preflight is a call without a key: no 2xx lets it through", async () => {
    const fields = {
      ...GATEWAY,
      Origin: "https://a.example",
      "Access-Control-Request-Method": "GET",
    };
    const answer = await ask("/edge/check/map/1", fields, "OPTIONS");
    expect([answer.status, codeOf(answer.body)]).toEqual([401, "key_missing"]);
    expect(answer.fields.get("access-control-allow-origin")).toBe("https://a.example");
  });
});

describe("a call that may go on", () => {
  test("gets what the gateway adds, an assertion over what was judged, and the limits", async () => {
    const path = `/edge/check/map/1?b=2&%6bey=${SECRET}&token=${SECRET}`;
    const answer = await ask(path, { ...GATEWAY, "X-Forwarded-For": "203.0.113.9" });
    expect([answer.status, answer.body]).toEqual([200, ""]);
    const { fields } = answer;
    expect(fields.get("x-upstream-uri")).toBe("/samples/map/1?b=2&token=kw_redacted");
    expect(fields.get("ratelimit")).toMatch(/^"qps";r=4;t=1/);
    expect(fields.get("cache-control")).toBe("no-store");
    const keyward = [...fields].filter(([name]) => /^x-keyward-(?!assertion)/.test(name)).flat();
    expect(keyward).toEqual([
      "x-keyward-key-id",
      "key_a",
      "x-keyward-org-id",
      "org_a",
      "x-keyward-product",
      "map",
    ]);
    const asserted = {
      method: "GET",
      target: "/samples/map/1?b=2&token=kw_redacted",
      requestId: fields.get("x-request-id") ?? "",
      keyward,
      now: Date.now(),
    };
    const { kid, secret } = product.upstream.signingKey;
    const verdictOn = (given: typeof asserted) =>
      verifyAssertion(fields.get("x-keyward-assertion") ?? null, given, new Map([[kid, secret]]), nodeHmac);
    expect(verdictOn(asserted)).toBeNull();
    expect(verdictOn({ ...asserted, target: "/samples/map/2" })).toBe("wrong_signature");
    expect(records).toMatchObject([
      { keyId: "key_a", code: "", status: 0, bytesIn: 0, bytesOut: 0, latencyMs: 0, ip: "203.0.113.9" },
    ]);
  });

  test("takes from its limits like a call that is forwarded, and a refused one takes nothing", async () => {
    const burst = await Promise.all(
      Array.from({ length: 7 }, () => ask("/edge/check/map/1", { ...GATEWAY, ...KEY })),
    );
    expect(burst.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 429, 429]);
  });
});

describe("a call that may not", () => {
  test("gets the very answer it would have got here", async () => {
    const answer = await ask("/edge/check/map/1", GATEWAY);
    expect(answer.status).toBe(401);
    expect(answer.fields.get("content-type")).toBe("application/problem+json");
    expect(answer.fields.get("www-authenticate")).toContain("ApiKey");
    expect(JSON.parse(answer.body)).toMatchObject({ code: "key_missing", instance: "/map/1" });
    expect(records).toMatchObject([{ code: "key_missing", status: 401, latencyMs: 0 }]);
  });

  test.each([
    ["/map/1", {}, 401, "401", "key_missing"],
    ["/none", KEY, 403, "404", "no_such_product"],
    ["/map/../1", KEY, 403, "400", "malformed_request"],
    [`/map/1?key=${SECRET}`, KEY, 403, "400", "ambiguous_credentials"],
    ["/map/1", { "X-API-Key": READER }, 403, "403", "product_not_allowed"],
  ])("for nginx, %s is 401 or 403, the rest in fields", async (uri, fields, status, told, code) => {
    entries.set(READER, keyOf({ productIds: [] }));
    const nginx = { ...GATEWAY, "X-Original-Method": "GET", "X-Original-URI": uri, ...fields };
    const answer = await ask("/edge/check?mode=nginx", nginx);
    expect(answer.status).toBe(status);
    expect(answer.fields.get("x-keyward-status")).toBe(told);
    expect(answer.fields.get("x-keyward-code")).toBe(code);
    expect(answer.fields.get("x-keyward-type")).toBe("application/problem+json");
    expect(answer.fields.get("x-keyward-body")).toMatch(/^[ -~]+$/);
    expect(JSON.parse(answer.fields.get("x-keyward-body") ?? "")).toEqual(JSON.parse(answer.body));
    expect(records).toMatchObject([{ status: Number(told), code }]);
  });
});

test("no other path is a question", async () => {
  for (const path of ["/edge", "/edge/checks", "/edge/usage", "/map/1", "/edge/%63heck", "/Edge/check"]) {
    expect((await ask(path, GATEWAY)).status, path).toBe(418);
  }
});
