import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { nodeHmac } from "@/lib/edge/adapters/node-crypto";
import { verifyAssertion } from "@/lib/edge/assertion";
import { RawHeaders } from "@/lib/edge/headers";
import type { KeyStore, UsageRecord } from "@/lib/edge/ports";
import { generateSecret } from "@/lib/edge/secret-format";
import { depsOf, keyOf, productOf } from "@/lib/edge/testing/fixtures";
import { answerCall, type CallAnswer, type ReceivedCall } from "./answer-call";
import type { EdgeHost } from "./edge-host";
import { closePools } from "./pools";
import { addressPolicy } from "./private-addresses";

const SECRET = generateSecret();
const KEYS: KeyStore = {
  peek: (digest) => (digest === SECRET ? keyOf() : null),
  load: async () => null,
};
const SIGNING = { kid: "usk_a", secret: new Uint8Array(32).fill(7) };

let answer: RequestListener;
let seen: { method: string; url: string; rawHeaders: string[] }[];
let upstream: Server;
let host: EdgeHost & { records: UsageRecord[] };

beforeEach(async () => {
  seen = [];
  upstream = createServer((req, res) => {
    seen.push({ method: req.method ?? "", url: req.url ?? "", rawHeaders: req.rawHeaders });
    answer(req, res);
  });
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
  const baseUrl = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/base`;
  const product = productOf();
  const records: UsageRecord[] = [];
  host = {
    deps: depsOf(KEYS, [{ ...product, upstream: { ...product.upstream, baseUrl, signingKey: SIGNING } }]),
    hmac: nodeHmac,
    sink: { record: (record) => records.push(record) },
    policy: addressPolicy("127.0.0.0/8"),
    publicUrl: "https://keys.example.com",
    records,
  };
});

afterEach(async () => {
  upstream.closeAllConnections();
  await new Promise((resolve) => upstream.close(resolve));
});
afterAll(closePools);

type Given = Partial<Omit<ReceivedCall, "headers">> & { headers?: string[] };

function call({ headers = [], ...over }: Given = {}): ReceivedCall {
  return {
    method: "GET",
    target: "/map/1?view=all",
    headers: new RawHeaders(["Host", "keys.example.com", "X-API-Key", SECRET, ...headers]),
    ip: "192.0.2.7",
    isSecure: true,
    contentLength: null,
    arrivedAt: performance.now(),
    body: null,
    client: new AbortController().signal,
    ...over,
  };
}

const headersOf = ({ headers }: CallAnswer) => new RawHeaders(headers);
const textOf = ({ body }: CallAnswer) => new Response(body).text();

describe("an admitted call", () => {
  it("arrives with an assertion its upstream can verify, and without the key", async () => {
    answer = (_, res) => void res.end("tile");
    expect(
      await textOf(await answerCall(call({ target: `/map/1?view=a%20b&key=${SECRET}`, headers: [] }), host)),
    ).toContain("ambiguous_credentials");
    const inQuery = call({ target: `/map/1?view=a%20b&key=${SECRET}&z=~` });
    await textOf(
      await answerCall({ ...inQuery, headers: new RawHeaders(["Host", "keys.example.com"]) }, host),
    );
    const sent = seen[0];
    expect(sent?.url).toBe("/base/map/1?view=a%20b&z=~");
    expect(JSON.stringify(seen)).not.toContain(SECRET);
    const headers = new RawHeaders(sent?.rawHeaders ?? []);
    const keyward: string[] = [];
    headers.forEach((value, name) => {
      if (name.startsWith("x-keyward-") && name !== "x-keyward-assertion") keyward.push(name, value);
    });
    const asserted = {
      method: "GET",
      target: sent?.url ?? "",
      requestId: headers.get("x-request-id") ?? "",
      keyward,
      now: Date.now(),
    };
    const secrets = new Map([[SIGNING.kid, SIGNING.secret]]);
    expect(verifyAssertion(headers.get("x-keyward-assertion"), asserted, secrets, nodeHmac)).toBeNull();
    expect(
      verifyAssertion(
        headers.get("x-keyward-assertion"),
        { ...asserted, target: "/base/map/2" },
        secrets,
        nodeHmac,
      ),
    ).toBe("wrong_signature");
  });

  it("carries none of what a client could smuggle in", async () => {
    answer = (_, res) => void res.end();
    const smuggled = [
      ["Cookie", "session=1"],
      ["X-Forwarded-For", "203.0.113.1"],
      ["X-Keyward-Org-Id", "org_other"],
      ["X-Middleware-Subrequest", "proxy"],
      ["X-Nextjs-Data", "1"],
      ["Proxy-Authorization", "Basic x"],
      ["Connection", "close, x-secret"],
      ["X-Secret", "1"],
      ["TE", "trailers"],
      ["Keep-Alive", "timeout=9"],
      ["Upgrade", "h2c"],
      ["Transfer-Encoding", "chunked"],
      ["Content-Length", "3"],
    ].flat();
    await textOf(await answerCall(call({ headers: smuggled }), host));
    const names = (seen[0]?.rawHeaders ?? [])
      .filter((_, at) => at % 2 === 0)
      .map((name) => name.toLowerCase());
    expect(names.sort()).toEqual(
      [
        "connection",
        "forwarded",
        "host",
        "x-keyward-assertion",
        "x-keyward-key-id",
        "x-keyward-org-id",
        "x-keyward-product",
        "x-request-id",
      ].sort(),
    );
    expect(seen[0]?.rawHeaders).toContain("org_a");
  });

  it("is counted once, with the bytes of both ways", async () => {
    answer = (req, res) => void req.resume().on("end", () => res.end("answer"));
    async function* body() {
      yield new TextEncoder().encode("hello");
    }
    const given = await answerCall(call({ method: "POST", body: body(), contentLength: 5 }), host);
    expect(await textOf(given)).toBe("answer");
    expect(host.records).toMatchObject([
      {
        status: 200,
        code: "",
        bytesIn: 5,
        bytesOut: 6,
        keyId: "key_a",
        orgId: "org_a",
        productId: "prd_map",
        ip: "192.0.2.7",
      },
    ]);
  });

  it("is counted before its last byte is handed over", async () => {
    answer = (_, res) => void res.writeHead(200, { "content-length": "6" }).end("answer");
    const { body } = await answerCall(call(), host);
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    expect(host.records).toHaveLength(1);
    await reader.cancel();
    expect(host.records).toHaveLength(1);
  });

  it("is counted once when the client leaves in the middle, and when it leaves before the answer", async () => {
    answer = (_, res) => void res.writeHead(200, { "content-length": "6" }).write("ans");
    const { body } = await answerCall(call(), host);
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    await reader.cancel();
    expect(host.records).toMatchObject([{ status: 200, bytesOut: 3 }]);
    await answerCall(call({ client: AbortSignal.abort() }), host);
    expect(host.records).toHaveLength(2);
    expect(host.records[1]).toMatchObject({ status: 499, bytesOut: 0 });
  });
});

describe("a failed upstream", () => {
  it("is a problem with the code and status of the failure, and counted as that", async () => {
    answer = (req) => void req.socket.destroy();
    const given = await answerCall(call(), host);
    expect(given.status).toBe(502);
    expect(JSON.parse(await textOf(given))).toMatchObject({
      status: 502,
      code: "upstream_unreachable",
      instance: "/map/1",
    });
    expect(host.records).toMatchObject([{ status: 502, code: "upstream_unreachable", keyId: "key_a" }]);
  });

  it("is told from a body that outgrew the product's limit", async () => {
    answer = (req) => void req.resume();
    async function* body() {
      for (let at = 0; at < 3; at += 1) yield new Uint8Array(500);
    }
    const given = await answerCall(call({ method: "POST", body: body() }), host);
    expect(given.status).toBe(413);
    expect(host.records).toMatchObject([{ status: 413, code: "body_too_large" }]);
  });
});

describe("a hostile upstream's answer", () => {
  const HOSTILE = {
    "set-cookie": ["session=stolen; Path=/", "b=2"],
    "x-middleware-rewrite": "http://127.0.0.1:1/admin",
    "x-middleware-next": "1",
    "x-middleware-override-headers": "cookie",
    "x-nextjs-redirect": "/evil",
    "clear-site-data": '"*"',
    refresh: "0;url=http://evil.test",
    "service-worker-allowed": "/",
    "content-security-policy": "default-src *",
    "access-control-allow-origin": "*",
    "access-control-allow-credentials": "true",
    location: "http://evil.test/",
    server: "secret/1.0",
    "x-keyward-assertion": "v1;mine",
    "cache-control": "public, max-age=60, s-maxage=9",
    "content-type": "text/html",
    link: "</x>; rel=preload",
    "www-authenticate": "Basic",
    "strict-transport-security": "max-age=0",
    trailer: "x-evil",
  };

  it("loses every field that could act on the client or on the dashboard", async () => {
    answer = (_, res) => void res.writeHead(200, HOSTILE).end("<script>1</script>");
    const given = await answerCall(call(), host);
    const names = given.headers.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase());
    for (const name of Object.keys(HOSTILE)) {
      if (!["cache-control", "content-type", "content-security-policy"].includes(name))
        expect(names).not.toContain(name);
    }
    expect(headersOf(given).get("content-security-policy")).toBe("sandbox");
    expect(headersOf(given).get("cache-control")).toBe("private, max-age=60");
    expect(headersOf(given).get("x-content-type-options")).toBe("nosniff");
    await textOf(given);
  });

  it("leads nobody elsewhere, and keeps a redirect of its own on our host", async () => {
    answer = (req, res) =>
      void res
        .writeHead(302, { location: req.url?.includes("in") ? "/base/map/2" : "https://evil.test/" })
        .end("x");
    expect(headersOf(await answerCall(call({ target: "/map/out" }), host)).get("location")).toBeNull();
    const inside = await answerCall(call({ target: "/map/in" }), host);
    expect(inside.status).toBe(302);
    expect(headersOf(inside).get("location")).toBe("/map/2");
    expect(await textOf(inside)).toBe("x");
  });
});

describe("a refused call", () => {
  it("never reaches the upstream and is counted once", async () => {
    answer = (_, res) => void res.end();
    const given = await answerCall({ ...call(), headers: new RawHeaders(["Host", "h"]) }, host);
    expect(given.status).toBe(401);
    expect(headersOf(given).get("content-length")).toBe(String(Buffer.byteLength(await textOf(given))));
    expect(seen).toHaveLength(0);
    expect(host.records).toMatchObject([{ status: 401, code: "key_missing", keyId: "" }]);
  });

  it("has no body for HEAD", async () => {
    const given = await answerCall(
      { ...call({ method: "HEAD" }), headers: new RawHeaders(["Host", "h"]) },
      host,
    );
    expect(given).toMatchObject({ status: 401, body: null });
    expect(host.records).toMatchObject([{ bytesOut: 0 }]);
  });
});

describe("a preflight", () => {
  it("is answered here without a key and counts as nothing", async () => {
    const headers = ["Host", "h", "Origin", "https://a.test", "Access-Control-Request-Method", "GET"];
    const given = await answerCall(
      { ...call({ method: "OPTIONS" }), headers: new RawHeaders(headers) },
      host,
    );
    expect(given.status).toBe(204);
    expect(host.records).toHaveLength(0);
    expect(seen).toHaveLength(0);
  });
});
