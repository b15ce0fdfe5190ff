import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { createServer as createTcpServer, type Socket } from "node:net";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { nodeHmac } from "@/lib/edge/adapters/node-crypto";
import { verifyAssertion } from "@/lib/edge/assertion";
import { RawHeaders } from "@/lib/edge/headers";
import { generateSecret } from "@/lib/edge/secret-format";
import { closePools, upstreamHealth } from "./pools";
import { type EdgeBetween, SIGNING, startEdgeBetween } from "./testing/edge-between";

const SECRET = generateSecret();
let edge: EdgeBetween;

beforeEach(async () => {
  edge = await startEdgeBetween(SECRET);
});
afterEach(() => edge.stop());
afterAll(closePools);

const codeOf = ({ body }: { body: string }) => JSON.parse(body).code;

describe("an admitted call", () => {
  it("arrives with an assertion its upstream can verify, without the key, its query untouched", async () => {
    const given = await edge.call({ path: `/map/1?view=a%20b&key=${SECRET}&z=~`, isKeyless: true });
    expect(given.status).toBe(200);
    const sent = edge.seen[0];
    expect(sent?.url).toBe("/base/map/1?view=a%20b&z=~");
    expect(JSON.stringify(edge.seen)).not.toContain(SECRET);
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
    const assertion = headers.get("x-keyward-assertion");
    const secrets = new Map([[SIGNING.kid, SIGNING.secret]]);
    expect(verifyAssertion(assertion, asserted, secrets, nodeHmac)).toBeNull();
    expect(verifyAssertion(assertion, { ...asserted, target: "/base/map/2" }, secrets, nodeHmac)).toBe(
      "wrong_signature",
    );
  });

  it("carries none of what a client could smuggle in", async () => {
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
    ].flat();
    await edge.call({ headers: smuggled });
    const names = (edge.seen[0]?.rawHeaders ?? []).filter((_, at) => at % 2 === 0);
    expect(names.map((name) => name.toLowerCase()).sort()).toEqual([
      "connection",
      "forwarded",
      "host",
      "x-keyward-assertion",
      "x-keyward-key-id",
      "x-keyward-org-id",
      "x-keyward-product",
      "x-request-id",
    ]);
    expect(edge.seen[0]?.rawHeaders).toContain("org_a");
  });

  it("is counted once, with the bytes of both ways", async () => {
    edge.upstreamAnswers((req, res) => void req.resume().on("end", () => res.end("answer")));
    const given = await edge.call({
      method: "POST",
      headers: ["Content-Length", "5"],
      body: [Buffer.from("hello")],
    });
    expect(given).toMatchObject({ body: "answer", isWhole: true });
    expect(edge.records).toMatchObject([
      {
        status: 200,
        code: "",
        bytesIn: 5,
        bytesOut: 6,
        keyId: "key_a",
        productId: "prd_map",
        ip: "192.0.2.7",
      },
    ]);
  });

  it.each([
    ["of declared length", { "content-length": "6" }],
    ["in chunks", {}],
  ])("is counted before the last byte of an answer %s is there", async (_, headers) => {
    let finish = () => {};
    edge.upstreamAnswers((_req, res) => {
      res.writeHead(200, headers).write("ans");
      finish = () => void res.end("wer");
    });
    const sent = edge.start();
    sent.end();
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    await once(response, "data");
    expect(edge.records).toHaveLength(0);
    finish();
    await once(response, "data");
    expect(edge.records).toMatchObject([{ bytesOut: 6 }]);
  });

  it("is counted once when its client leaves in the middle of the answer, and before it", async () => {
    edge.upstreamAnswers((_req, res) => void res.writeHead(200, { "content-length": "6" }).write("ans"));
    const first = edge.start();
    first.end();
    const [response] = (await once(first, "response")) as [IncomingMessage];
    await once(response, "data");
    response.destroy();
    await expect.poll(() => edge.records).toMatchObject([{ status: 200, bytesOut: 3 }]);

    let upstreamSocket: Socket | undefined;
    edge.upstreamAnswers((req) => {
      upstreamSocket = req.socket;
    });
    const second = edge.start();
    second.on("error", () => undefined);
    second.end();
    await expect.poll(() => edge.seen).toHaveLength(2);
    second.destroy();
    await expect.poll(() => edge.records[1]).toMatchObject({ status: 499, bytesOut: 0 });
    await expect.poll(() => upstreamSocket?.destroyed).toBe(true);
    expect(edge.records).toHaveLength(2);
  });
});

describe("a body", () => {
  const sha = (data: Uint8Array) => createHash("sha256").update(data).digest("hex");

  it.each([0, 1, 65_537, 1_000_000])("of %i bytes arrives byte for byte in both framings", async (size) => {
    edge.serve({}, { bodyLimitBytes: 1_000_000 });
    edge.upstreamAnswers((req, res) => {
      const hash = createHash("sha256");
      req.on("data", (chunk) => hash.update(chunk)).on("end", () => res.end(hash.digest("hex")));
    });
    const data = randomBytes(size);
    for (const headers of [
      ["Content-Length", String(size)],
      ["Transfer-Encoding", "chunked"],
    ]) {
      const given = await edge.call({ method: "PUT", headers, body: size === 0 ? [] : [data] });
      expect([given.status, given.body]).toEqual([200, sha(data)]);
    }
    expect(edge.records).toMatchObject([{ bytesIn: size }, { bytesIn: size }]);
  });

  it("that outgrows its limit is never ended upstream, is answered 413 and ends the connection", async () => {
    let isEnded = false;
    edge.upstreamAnswers((req) => {
      req.resume().on("end", () => {
        isEnded = true;
      });
    });
    const given = await edge.call({
      method: "POST",
      headers: ["Transfer-Encoding", "chunked"],
      body: Array.from({ length: 30 }, () => Buffer.alloc(500)),
    });
    expect([given.status, codeOf(given), given.headers.get("connection")]).toEqual([
      413,
      "body_too_large",
      "close",
    ]);
    expect(isEnded).toBe(false);
    expect(edge.records).toMatchObject([{ status: 413, code: "body_too_large" }]);
  });
});

describe("an answer", () => {
  it.each([
    ["GET", 200, { "content-length": "2" }, "ok"],
    ["GET", 302, { location: "/base/map/2" }, "moved"],
    ["GET", 204, {}, ""],
    ["GET", 304, { etag: '"x"' }, ""],
    ["HEAD", 200, { "content-length": "9" }, ""],
  ])("to %s with status %i is as the upstream gave it", async (method, status, headers, body) => {
    edge.upstreamAnswers(
      (_req, res) => void res.writeHead(status, headers).end(method === "HEAD" ? undefined : body),
    );
    const given = await edge.call({ method });
    expect(given).toMatchObject({ status, body, isWhole: true });
    expect(given.headers.get("content-length")).toBe(
      "content-length" in headers ? headers["content-length"] : null,
    );
    expect(edge.records).toMatchObject([{ status, bytesOut: body.length }]);
  });

  it("is streamed: its head and each part are there before what follows", async () => {
    let finish: (() => void) | undefined;
    edge.upstreamAnswers((_req, res) => {
      res.writeHead(200).flushHeaders();
      finish = () => void res.end("late");
    });
    const sent = edge.start();
    sent.end();
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    finish?.();
    const [chunk] = (await once(response, "data")) as [Buffer];
    expect(chunk.toString()).toBe("late");
  });

  it("waits for a client that does not read, instead of being kept in memory", async () => {
    let written = 0;
    edge.upstreamAnswers((_req, res) => {
      const more = () => {
        while (res.write(Buffer.alloc(65_536))) written += 65_536;
        res.once("drain", more);
      };
      more();
    });
    const sent = edge.start();
    sent.end();
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    response.pause();
    let before = -1;
    while (before !== written) {
      before = written;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(written).toBeLessThan(30_000_000);
    response.destroy();
  });

  it.each(["with a declared length", "in chunks"])(
    "that breaks off %s is never passed off as whole",
    async (kind) => {
      edge.upstreamAnswers((req, res) => {
        res.writeHead(200, kind === "in chunks" ? {} : { "content-length": "1000" }).write("some");
        setTimeout(() => req.socket.destroy(), 20);
      });
      const given = await edge.call();
      expect(given).toMatchObject({ status: 200, body: "some", isWhole: false });
      expect(edge.records).toMatchObject([{ status: 200, bytesOut: 4 }]);
    },
  );
});

describe("a hostile upstream", () => {
  const HOSTILE = {
    "set-cookie": ["session=stolen; Path=/", "b=2"],
    "x-middleware-rewrite": "http://127.0.0.1:1/admin",
    "x-middleware-next": "1",
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
    "strict-transport-security": "max-age=0",
  };

  it("loses every field that could act on the client or on the dashboard", async () => {
    edge.upstreamAnswers((_req, res) => void res.writeHead(200, HOSTILE).end("<script>1</script>"));
    const { headers } = await edge.call();
    for (const name of Object.keys(HOSTILE)) {
      if (!["cache-control", "content-type", "content-security-policy"].includes(name))
        expect(headers.get(name)).toBeNull();
    }
    expect(headers.get("content-security-policy")).toBe("sandbox");
    expect(headers.get("cache-control")).toBe("private, max-age=60");
  });

  it("leads nobody elsewhere, and keeps a redirect of its own on our host", async () => {
    edge.upstreamAnswers((req, res) => {
      const location = req.url?.includes("in") ? "/base/map/2" : "https://evil.test/";
      res.writeHead(302, { location }).end("x");
    });
    expect((await edge.call({ path: "/map/out" })).headers.get("location")).toBeNull();
    const inside = await edge.call({ path: "/map/in" });
    expect([inside.status, inside.headers.get("location"), inside.body]).toEqual([302, "/map/2", "x"]);
  });

  it.each([
    ["a head beyond 16 KiB", `HTTP/1.1 200 OK\r\nx-huge: ${"h".repeat(17_000)}\r\n\r\n`],
    ["something that is not HTTP", "SSH-2.0-OpenSSH_9.7\r\n"],
    [
      "a protocol it was not asked for",
      "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n",
    ],
    ["a status out of range", "HTTP/1.1 999 Odd\r\ncontent-length: 0\r\n\r\n"],
    ["two different lengths", "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab"],
    [
      "a length and chunks",
      "HTTP/1.1 200 OK\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    ["nothing", ""],
  ])("that sends %s is a 502 problem, asked once", async (_, bytes) => {
    edge.upstreamAnswers((req) => void req.socket.end(bytes));
    const given = await edge.call();
    expect([given.status, codeOf(given)]).toEqual([502, "upstream_unreachable"]);
    expect(edge.records).toMatchObject([{ status: 502, code: "upstream_unreachable", keyId: "key_a" }]);
    expect(edge.seen).toHaveLength(1);
  });

  it("that never answers is a 504 problem after the head's time-out", async () => {
    edge.serve({ headersTimeoutMs: 50 });
    edge.upstreamAnswers(() => undefined);
    expect(codeOf(await edge.call())).toBe("upstream_timeout");
  });

  it("that drips its head is given up after the total time", async () => {
    edge.serve({ totalTimeoutMs: 150 });
    edge.upstreamAnswers((req) => dripForever(req.socket, "HTTP/1.1 200 OK\r\n", "x-drip: 1\r\n"));
    const given = await edge.call();
    expect([given.status, codeOf(given)]).toEqual([504, "upstream_timeout"]);
  });

  it("that drips its body is cut off after the total time", async () => {
    edge.serve({ totalTimeoutMs: 150 });
    edge.upstreamAnswers((req) =>
      dripForever(req.socket, "HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n", "x"),
    );
    expect(await edge.call()).toMatchObject({ status: 200, isWhole: false });
  });

  it("that falls silent in its body is cut off after the idle time-out", async () => {
    edge.serve({ idleTimeoutMs: 50 });
    edge.upstreamAnswers((_req, res) => void res.writeHead(200, { "content-length": "10" }).write("half"));
    expect(await edge.call()).toMatchObject({ status: 200, isWhole: false });
  });

  it("whose handshake never ends is given up", async () => {
    const sockets: Socket[] = [];
    const tcp = createTcpServer((socket) => void sockets.push(socket.on("error", () => undefined)));
    await new Promise<void>((resolve) => tcp.listen(0, "127.0.0.1", resolve));
    const address = tcp.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    edge.serve({ baseUrl: `https://127.0.0.1:${port}`, totalTimeoutMs: 100 });
    expect(codeOf(await edge.call())).toBe("upstream_timeout");
    for (const socket of sockets) socket.destroy();
    tcp.close();
  });
});

describe("an upstream that is not there", () => {
  const NOBODY = "http://127.0.0.1:9";
  const repeated = () => upstreamHealth().find(({ origin }) => origin === NOBODY)?.repeated ?? 0;

  it("is tried a second time for an idempotent call without a body, and then is a 502 problem", async () => {
    edge.serve({ baseUrl: NOBODY });
    const before = repeated();
    expect(codeOf(await edge.call())).toBe("upstream_unreachable");
    expect(repeated()).toBe(before + 1);
    expect(upstreamHealth().find(({ origin }) => origin === NOBODY)).toMatchObject({ isUp: false });
  });

  it("is tried once for a call that is not idempotent or has a body", async () => {
    edge.serve({ baseUrl: NOBODY });
    const before = repeated();
    await edge.call({ method: "POST" });
    await edge.call({ method: "PUT", headers: ["Content-Length", "1"], body: [Buffer.from("x")] });
    expect(repeated()).toBe(before);
    expect(edge.records).toHaveLength(2);
  });

  it("is never asked a second time once a byte may have reached it", async () => {
    edge.upstreamAnswers((req) => void req.socket.destroy());
    expect(codeOf(await edge.call())).toBe("upstream_unreachable");
    expect(edge.seen).toHaveLength(1);
  });

  it.each([
    "http://127.0.0.1:PORT",
    "http://localhost:PORT",
    "http://2130706433:PORT",
    "http://[::1]:PORT",
    "http://[::ffff:127.0.0.1]:PORT",
    "http://10.0.0.1",
    "http://169.254.169.254",
  ])("because %s is private and not allowed is a 502 problem and never connected to", async (baseUrl) => {
    edge.allow("");
    edge.serve({ baseUrl: baseUrl.replace("PORT", String(edge.upstreamPort)) });
    expect(codeOf(await edge.call())).toBe("upstream_unreachable");
    expect(edge.seen).toHaveLength(0);
  });
});

describe("a refused call", () => {
  it("never reaches the upstream and is counted once", async () => {
    const given = await edge.call({ isKeyless: true });
    expect(given.status).toBe(401);
    expect(given.headers.get("content-length")).toBe(String(Buffer.byteLength(given.body)));
    expect(edge.seen).toHaveLength(0);
    expect(edge.records).toMatchObject([
      { status: 401, code: "key_missing", keyId: "", bytesOut: Buffer.byteLength(given.body) },
    ]);
  });

  it("has no body for HEAD", async () => {
    expect(await edge.call({ method: "HEAD", isKeyless: true })).toMatchObject({ status: 401, body: "" });
    expect(edge.records).toMatchObject([{ bytesOut: 0 }]);
  });

  it("ends the connection when it comes before the end of its request", async () => {
    const sent = edge.start({ method: "POST", headers: ["Content-Length", "100"], isKeyless: true });
    sent.on("error", () => undefined);
    sent.write("half");
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    expect([response.statusCode, response.headers.connection]).toEqual([401, "close"]);
    sent.destroy();
  });
});

it("a preflight is answered here without a key and counts as nothing", async () => {
  const headers = ["Origin", "https://a.test", "Access-Control-Request-Method", "GET"];
  const given = await edge.call({ method: "OPTIONS", headers, isKeyless: true });
  expect(given.status).toBe(204);
  expect(edge.records).toHaveLength(0);
  expect(edge.seen).toHaveLength(0);
});

function dripForever(socket: Socket, head: string, drop: string): void {
  socket.write(head);
  const timer = setInterval(() => socket.write(drop), 20);
  socket.on("close", () => clearInterval(timer));
  socket.on("error", () => undefined);
}
