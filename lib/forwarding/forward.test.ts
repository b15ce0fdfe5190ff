import { createHash, randomBytes } from "node:crypto";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import type { UpstreamEntry } from "@/lib/edge/ports";
import { type Forwarded, forward, type Outbound } from "./forward";
import { closePools } from "./pools";
import { addressPolicy } from "./private-addresses";

const LOOPBACK = addressPolicy("127.0.0.0/8");
let answer: RequestListener;
let seen: { req: IncomingMessage; body: Buffer; isComplete: boolean }[] = [];
let server: Server;
let origin: string;

beforeEach(async () => {
  seen = [];
  server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    const note = (isComplete: boolean) => seen.push({ req, body: Buffer.concat(chunks), isComplete });
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      note(true);
      answer(req, res);
    });
    req.on("close", () => !req.complete && note(false));
    req.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

afterAll(closePools);

function upstream(over: Partial<UpstreamEntry> = {}): UpstreamEntry {
  return {
    id: "ups_test",
    baseUrl: origin,
    connectTimeoutMs: 500,
    headersTimeoutMs: 5_000,
    idleTimeoutMs: 5_000,
    totalTimeoutMs: 5_000,
    signingKey: { kid: "k", secret: new Uint8Array(32) },
    ...over,
  };
}

function send(over: Partial<Outbound> = {}): Promise<Forwarded> {
  return forward({
    method: "GET",
    upstream: upstream(),
    target: "/a?b=c",
    headers: ["accept", "text/plain"],
    body: null,
    contentLength: null,
    bodyLimitBytes: 10_000_000,
    client: new AbortController().signal,
    policy: LOOPBACK,
    ...over,
  });
}

async function* chunksOf(data: Buffer, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < data.length; at += size) yield data.subarray(at, at + size);
}

const text = (body: string) => (_: IncomingMessage, res: ServerResponse) => void res.end(body);
const sha = (data: Buffer) => createHash("sha256").update(data).digest("hex");

async function bodyOf(result: Forwarded): Promise<Buffer> {
  if (!result.ok || result.answer.body === null) return Buffer.alloc(0);
  const chunks: Buffer[] = [];
  for await (const chunk of result.answer.body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe("what goes upstream", () => {
  it("is the given fields, host, connection and framing, and nothing else", async () => {
    answer = text("ok");
    await bodyOf(await send());
    expect(seen[0]?.req.rawHeaders).toEqual([
      "host",
      new URL(origin).host,
      "connection",
      "keep-alive",
      "accept",
      "text/plain",
    ]);
  });

  it("is the target byte for byte", async () => {
    answer = text("ok");
    const target = "/p%41th/~x;y,z?q=%20+%zz%7E&&=&a=1&a=2";
    await bodyOf(await send({ target }));
    expect(seen[0]?.req.url).toBe(target);
  });

  it.each([0, 1, 65_537, 1_000_000, 9_900_000, 10_000_000])(
    "is the body byte for byte: %i bytes, both framings",
    async (size) => {
      answer = text("ok");
      const data = randomBytes(size);
      for (const contentLength of [size, null]) {
        const result = await send({ method: "POST", body: chunksOf(data), contentLength });
        expect(result).toMatchObject({ ok: true, sent: { bytes: size } });
        await bodyOf(result);
      }
      expect(seen.map(({ body }) => sha(body))).toEqual([sha(data), sha(data)]);
    },
  );

  it("never ends a body that outgrows its limit", async () => {
    answer = text("never");
    const result = await send({ method: "POST", body: chunksOf(randomBytes(10_000_001)) });
    expect(result).toMatchObject({ ok: false, failure: "body_too_large" });
    await expect.poll(() => seen).toMatchObject([{ isComplete: false }]);
    expect(result.sent.bytes).toBeLessThanOrEqual(10_000_000);
  });

  it("is sent once, even when the connection breaks", async () => {
    answer = (req) => void req.socket.destroy();
    const result = await send();
    expect(result).toMatchObject({ ok: false, failure: "upstream_unreachable" });
    expect(seen).toHaveLength(1);
  });
});

describe("what comes back", () => {
  it("is a redirect as it stands: none is followed", async () => {
    answer = (_, res) => void res.writeHead(302, { location: "http://elsewhere.test/" }).end("moved");
    const result = await send();
    expect(result).toMatchObject({ ok: true, answer: { status: 302 } });
    expect((await bodyOf(result)).toString()).toBe("moved");
    expect(seen).toHaveLength(1);
  });

  it.each([
    ["HEAD", 200],
    ["GET", 204],
    ["GET", 304],
  ])("has no body for %s %i, and leaves the connection usable", async (method, status) => {
    answer = (_, res) => void res.writeHead(status, { etag: '"x"' }).end();
    expect(await send({ method })).toMatchObject({ ok: true, answer: { status, body: null } });
    expect(await send({ method })).toMatchObject({ ok: true, answer: { status, body: null } });
  });

  it("fails when the upstream resets in the middle of the body", async () => {
    answer = (req, res) => {
      res.writeHead(200, { "content-length": "1000" }).write("some");
      setImmediate(() => req.socket.destroy());
    };
    const result = await send();
    expect(result.ok).toBe(true);
    await expect(bodyOf(result)).rejects.toThrow();
  });
});

describe("a hostile or absent upstream", () => {
  it("that does not listen is unreachable", async () => {
    expect(await send({ upstream: upstream({ baseUrl: "http://127.0.0.1:9" }) })).toMatchObject({
      failure: "upstream_unreachable",
    });
  });

  it("that never answers is given up after the head's time-out", async () => {
    answer = () => undefined;
    expect(await send({ upstream: upstream({ headersTimeoutMs: 50 }) })).toMatchObject({
      failure: "upstream_timeout",
    });
  });

  it("that drips its head is given up after the total time", async () => {
    answer = (req) => void dripForever(req.socket, "HTTP/1.1 200 OK\r\n", "x-drip: 1\r\n");
    expect(await send({ upstream: upstream({ totalTimeoutMs: 150 }) })).toMatchObject({
      failure: "upstream_timeout",
    });
  });

  it("that drips its body is cut off after the total time", async () => {
    answer = (req) => void dripForever(req.socket, "HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n", "x");
    const result = await send({ upstream: upstream({ totalTimeoutMs: 150 }) });
    await expect(bodyOf(result)).rejects.toThrow();
  });

  it("that falls silent in its body is cut off after the idle time-out", async () => {
    answer = (_, res) => void res.writeHead(200, { "content-length": "10" }).write("half");
    const result = await send({ upstream: upstream({ idleTimeoutMs: 50 }) });
    await expect(bodyOf(result)).rejects.toThrow();
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
  ])("that sends %s is unreachable", async (_, bytes) => {
    answer = (req) => void req.socket.end(bytes);
    expect(await send()).toMatchObject({ ok: false, failure: "upstream_unreachable" });
  });

  it("is left alone when the client goes away first", async () => {
    answer = () => undefined;
    const client = new AbortController();
    const result = send({ client: client.signal });
    await expect.poll(() => seen).toHaveLength(1);
    client.abort();
    expect(await result).toMatchObject({ ok: false, failure: "client_gone" });
    await expect.poll(() => seen[0]?.req.socket.destroyed).toBe(true);
  });

  it("whose handshake never ends is given up", async () => {
    const sockets: Socket[] = [];
    const tcp = createTcpServer((socket) => void sockets.push(socket.on("error", () => undefined)));
    await new Promise<void>((resolve) => tcp.listen(0, "127.0.0.1", resolve));
    const baseUrl = `https://127.0.0.1:${(tcp.address() as AddressInfo).port}`;
    expect(await send({ upstream: upstream({ baseUrl, totalTimeoutMs: 100 }) })).toMatchObject({
      failure: "upstream_timeout",
    });
    for (const socket of sockets) socket.destroy();
    tcp.close();
  });
});

describe("a private address", () => {
  it.each([
    "http://127.0.0.1",
    "http://[::1]",
    "http://10.0.0.1",
    "http://169.254.169.254",
    "http://2130706433",
    "http://[::ffff:10.0.0.1]",
  ])("%s is never connected to unless it is allowed", async (baseUrl) => {
    expect(await send({ upstream: upstream({ baseUrl }), policy: addressPolicy("") })).toMatchObject({
      failure: "upstream_unreachable",
      cause: { name: "PrivateAddressRefused" },
    });
  });

  it("behind a name is refused too", async () => {
    const baseUrl = origin.replace("127.0.0.1", "localhost");
    expect(await send({ upstream: upstream({ baseUrl }), policy: addressPolicy("") })).toMatchObject({
      failure: "upstream_unreachable",
      cause: { name: "PrivateAddressRefused" },
    });
    expect(seen).toHaveLength(0);
  });
});

function dripForever(socket: Socket, head: string, drop: string): void {
  socket.write(head);
  const timer = setInterval(() => socket.write(drop), 20);
  socket.on("close", () => clearInterval(timer));
  socket.on("error", () => undefined);
}
