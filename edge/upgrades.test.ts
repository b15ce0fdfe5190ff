import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { connect, type Socket } from "node:net";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type ClientOptions, WebSocket, WebSocketServer } from "ws";
import { nodeHmac } from "@/lib/edge/adapters/node-crypto";
import { CidrSet } from "@/lib/edge/cidr";
import { limitOf } from "@/lib/edge/limits/contract";
import type { KeyEntry, ProductEntry, UsageRecord } from "@/lib/edge/ports";
import { generateSecret } from "@/lib/edge/secret-format";
import { depsOf, keyOf, productOf } from "@/lib/edge/testing/fixtures";
import type { EdgeHost } from "@/lib/forwarding/edge-host";
import { closePools } from "@/lib/forwarding/pools";
import { addressPolicy } from "@/lib/forwarding/private-addresses";
import { openTunnels } from "@/lib/forwarding/tunnels";
import { drain } from "./drain";
import { listenOn } from "./listen";
import { meteredListener } from "./metered-listener";
import { tunnelUpgrades } from "./upgrades";

const SECRET = generateSecret();
const KEY = { "X-API-Key": SECRET };
const NONCE = "dGhlIHNhbXBsZSBub25jZQ==";
const ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

let key: KeyEntry;
let servers: Server[] = [];
let upstream: Server;
let sockets: WebSocketServer;
/** Requests of which the upstream saw the head. */
let seen: IncomingMessage[];
let records: UsageRecord[];

beforeEach(async () => {
  key = keyOf();
  seen = [];
  records = [];
  upstream = createServer((req, res) => {
    seen.push(req);
    res.writeHead(426, { "content-length": "15" }).end("speak WebSocket");
  });
  sockets = new WebSocketServer({ noServer: true, handleProtocols: () => "chat" });
  upstreamUpgrades((req, socket, head) => {
    sockets.handleUpgrade(req, socket, head, (peer) => {
      peer.on("message", (data, isBinary) => peer.send(data, { binary: isBinary }));
    });
  });
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
  await serve({});
});
afterEach(async () => {
  for (const peer of sockets.clients) peer.terminate();
  await drain(servers, 0);
  upstream.closeAllConnections();
  upstream.close();
});
afterAll(closePools);

function portOf(server: Server | undefined): number {
  const address = server?.address();
  if (!address || typeof address === "string") throw new Error("This server does not listen.");
  return address.port;
}

/** What was counted. */
const counted = () => records.map(({ status, code }) => `${status} ${code}`);

/** What the upstream does from now on with a handshake. */
function upstreamUpgrades(answer: (req: IncomingMessage, socket: Socket, head: Buffer) => void): void {
  upstream.removeAllListeners("upgrade");
  upstream.on("upgrade", (req, socket, head) => {
    seen.push(req);
    socket.on("error", () => undefined);
    answer(req, socket as Socket, head);
  });
}

async function serve(over: Partial<ProductEntry>): Promise<void> {
  await drain(servers, 0);
  const base = productOf({ allowWebsocket: true, ...over });
  const entry = {
    ...base,
    upstream: { ...base.upstream, baseUrl: `http://127.0.0.1:${portOf(upstream)}/base` },
  };
  // Not of the test after it, if a call ends late.
  const own = records;
  const host: EdgeHost = {
    deps: depsOf({ peek: (digest) => (digest === SECRET ? key : null), load: async () => null }, [entry]),
    hmac: nodeHmac,
    sink: { record: (record) => own.push(record) },
    policy: addressPolicy("127.0.0.0/8"),
    publicUrl: "https://keys.example.com",
  };
  const trusted = new CidrSet([]);
  const options = { host, trusted, aside: () => false };
  servers = await listenOn({
    hosts: ["127.0.0.1"],
    port: 0,
    onRequest: meteredListener(options, false),
    onExpectingRequest: meteredListener(options, true),
    upgrades: tunnelUpgrades(host, trusted),
  });
}

const client = (options: ClientOptions = {}, path = "/map/live", protocols: string[] = []) =>
  new WebSocket(`ws://127.0.0.1:${portOf(servers[0])}${path}`, protocols, { headers: KEY, ...options });

async function opened(...args: Parameters<typeof client>) {
  const socket = client(...args);
  const head = once(socket, "upgrade").then(([answer]) => answer as IncomingMessage);
  await once(socket, "open");
  return { socket, answer: await head };
}

/** Status and code of the answer a handshake gets in the place of 101. */
async function refused(...args: Parameters<typeof client>) {
  const socket = client(...args);
  const [, answer] = (await once(socket, "unexpected-response")) as [unknown, IncomingMessage];
  let body = "";
  for await (const chunk of answer) body += String(chunk);
  const isProblem = answer.headers["content-type"] === "application/problem+json";
  return { status: answer.statusCode, code: isProblem ? JSON.parse(body).code : null, body, answer };
}

const closed = async (socket: WebSocket) => {
  const [code, reason] = (await once(socket, "close")) as [number, Buffer];
  return `${code} ${reason}`;
};

/** Sends these bytes and hands out the connection. */
function raw(fields: readonly string[], path = "/map/live"): { socket: Socket; text: () => string } {
  const head = [`GET ${path} HTTP/1.1`, "Host: a", `X-API-Key: ${SECRET}`, ...fields, "", ""].join("\r\n");
  let text = "";
  const socket = connect(portOf(servers[0]), "127.0.0.1", () => socket.write(head));
  socket.on("data", (chunk) => {
    text += chunk.toString("latin1");
  });
  socket.on("error", () => undefined);
  return { socket, text: () => text };
}
const HANDSHAKE = [
  "Upgrade: websocket",
  "Connection: Upgrade",
  `Sec-WebSocket-Key: ${NONCE}`,
  "Sec-WebSocket-Version: 13",
];
const SWITCHED = `HTTP/1.1 101 x\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: ${ACCEPT}\r\n\r\n`;

describe("a connection that is passed through", () => {
  test("carries messages of every kind and size both ways, and tells what every answer tells", async () => {
    const { socket, answer } = await opened();
    expect(answer.headers["x-request-id"]).toMatch(/^req_/);
    expect(answer.headers.ratelimit).toBe('"qps";r=4;t=1');
    for (const message of ["hello", Buffer.alloc(1_000_000, 7), ""]) {
      socket.send(message);
      const [echo, isBinary] = (await once(socket, "message")) as [Buffer, boolean];
      expect([echo.equals(Buffer.from(message)), isBinary]).toEqual([true, typeof message !== "string"]);
    }
    socket.close(4000, "enough");
    expect(await closed(socket)).toBe("4000 enough");
  });

  test("reaches its upstream without the key, as what it is, with the assertion", async () => {
    const { socket, answer } = await opened({ headers: {} }, `/map/live?a=b&key=${SECRET}`, ["chat", "soup"]);
    expect(answer.headers["sec-websocket-protocol"]).toBe("chat");
    expect(seen[0]?.url).toBe("/base/map/live?a=b");
    expect(JSON.stringify(seen[0]?.rawHeaders)).not.toContain(SECRET);
    expect(seen[0]?.headers).toMatchObject({ upgrade: "websocket", "x-keyward-key-id": "key_a" });
    expect(seen[0]?.headers["x-keyward-assertion"]).toMatch(/^v1;/);
    socket.terminate();
  });

  test("is counted once, at its end, with its bytes and the time its client waited for it", async () => {
    const { socket } = await opened();
    socket.send("12345");
    await once(socket, "message");
    expect(records).toEqual([]);
    expect(openTunnels()).toBe(1);
    socket.close();
    await expect.poll(() => openTunnels()).toBe(0);
    // A masked frame of five bytes, its closing frame and the unmasked ones of the other side.
    const [record] = records;
    expect(counted()).toEqual(["101 "]);
    expect([record?.keyId, record?.productId, record?.bytesIn, record?.bytesOut]).toEqual([
      "key_a",
      "prd_map",
      17,
      9,
    ]);
  });

  test("ends for the upstream when the client leaves, and for the client when the upstream does", async () => {
    const { socket } = await opened();
    const [peer] = sockets.clients;
    const left = peer && once(peer, "close");
    socket.terminate();
    await left;
    const { socket: second } = await opened();
    for (const one of sockets.clients) one.close(4001, "over");
    expect(await closed(second)).toBe("4001 over");
    await expect.poll(counted).toEqual(["101 ", "101 "]);
  });

  test("holds its place among the calls under way until it ends", async () => {
    key = keyOf({ limits: [limitOf({ kind: "concurrency", value: 1 })] });
    const { socket } = await opened();
    expect(await refused()).toMatchObject({ status: 429, code: "concurrency_exceeded" });
    socket.close();
    await expect.poll(() => openTunnels()).toBe(0);
    const { socket: next } = await opened();
    next.terminate();
  });

  test("waits for a client that does not read, instead of being kept in memory", async () => {
    let written = 0;
    upstreamUpgrades((_, socket) => {
      socket.write(SWITCHED);
      const more = () => {
        while (socket.write(Buffer.alloc(65_536))) written += 65_536;
        socket.once("drain", more);
      };
      more();
    });
    const { socket } = raw(HANDSHAKE);
    await once(socket, "data");
    socket.pause();
    let before = -1;
    while (before !== written) {
      before = written;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(written).toBeLessThan(30_000_000);
    socket.destroy();
  });
});

describe("a connection whose key may not call any more", () => {
  test("is ended with the reason", async () => {
    const { socket } = await opened();
    key = keyOf({ disabledAt: 1 });
    expect(await closed(socket)).toBe("1008 key_disabled");
    await expect.poll(counted).toEqual(["101 "]);
  });

  test("is cut where a frame is under way, for there is no place for another", async () => {
    upstreamUpgrades((_, socket) => void socket.write(`${SWITCHED}\x82\x0ahalf`));
    const { socket, text } = raw(HANDSHAKE);
    await expect.poll(text).toContain("half");
    key = keyOf({ disabledAt: 1 });
    await once(socket, "close");
    expect(text().endsWith("\x82\x0ahalf")).toBe(true);
  });
});

test("an edge that stops tells the clients of its open connections, and waits for nobody", async () => {
  const { socket } = await opened();
  const stopped = drain(servers, 10_000);
  expect(await closed(socket)).toBe("1001 the edge restarts");
  await stopped;
  expect(counted()).toEqual(["101 "]);
});

test("an edge that stops has counted a tunnel whose upstream takes its time", async () => {
  upstreamUpgrades((_, socket) => socket.write(SWITCHED));
  const { socket } = raw(HANDSHAKE);
  await vi.waitFor(() => expect(openTunnels()).toBe(1));
  await Promise.all([drain(servers, 10_000), once(socket, "close")]);
  expect(counted()).toEqual(["101 "]);
});

describe("a handshake is refused as every call is,", () => {
  test.each<[string, ClientOptions, string, number, string]>([
    ["without a key", { headers: {} }, "/map/live", 401, "key_missing"],
    ["with an unknown one", { headers: { "X-API-Key": generateSecret() } }, "/map/live", 401, "key_invalid"],
    ["with two", { headers: KEY }, `/map/live?key=${SECRET}`, 400, "ambiguous_credentials"],
    ["at a path of nobody", { headers: KEY }, "/nowhere", 404, "no_such_product"],
    ["at a path that is malformed", { headers: KEY }, "/map//live", 400, "malformed_request"],
  ])("%s", async (_, options, path, status, code) => {
    expect(await refused(options, path)).toMatchObject({ status, code });
    expect(seen).toEqual([]);
    expect(counted()).toEqual([`${status} ${code}`]);
  });

  test("where the product does not allow it", async () => {
    await serve({ allowWebsocket: false });
    expect(await refused()).toMatchObject({ status: 400, code: "upgrade_not_supported" });
    expect(seen).toEqual([]);
  });

  test("and its connection is closed after the answer", async () => {
    const { socket, text } = raw(HANDSHAKE, "/map/live?key=x");
    await once(socket, "close");
    expect(text()).toMatch(/^HTTP\/1\.1 400 [\s\S]*\r\nConnection: close\r\n/);
  });
});

describe("an upstream that does not switch", () => {
  test("has its own answer passed on", async () => {
    upstream.removeAllListeners("upgrade");
    expect(await refused()).toMatchObject({ status: 426, body: "speak WebSocket" });
    expect(counted()).toEqual(["426 "]);
  });

  test.each([
    ["for another handshake", SWITCHED.replace(ACCEPT, NONCE)],
    ["to another protocol", SWITCHED.replace("websocket", "h2c")],
    ["with a protocol nobody offered", SWITCHED.replace("\r\n\r\n", "\r\nsec-websocket-protocol: x\r\n\r\n")],
    ["with what is not HTTP", "SSH-2.0-OpenSSH_9.7\r\n"],
  ])("but answers 101 %s is a 502: nothing else is spoken through the edge", async (_, bytes) => {
    upstreamUpgrades((_req, socket) => void socket.end(bytes));
    const { socket, text } = raw(HANDSHAKE);
    await once(socket, "close");
    expect(text()).toMatch(/^HTTP\/1\.1 502 /);
    expect(counted()).toEqual(["502 upstream_unreachable"]);
  });

  test("and never answers is a 504", async () => {
    upstreamUpgrades(() => undefined);
    expect(await refused()).toMatchObject({ status: 504, code: "upstream_timeout" });
  });
});

describe("is an ordinary call:", () => {
  test.each([
    ["an upgrade without a nonce", HANDSHAKE.filter((field) => !field.startsWith("Sec-WebSocket-Key"))],
    ["one of another version", HANDSHAKE.with(3, "Sec-WebSocket-Version: 8")],
  ])("%s", async (_, fields) => {
    const { socket, text } = raw([...fields, "X-Other: 1"]);
    await expect.poll(text).toMatch(/^HTTP\/1\.1 426 [\s\S]*speak WebSocket$/);
    expect(seen[0]?.headers).not.toHaveProperty("upgrade");
    socket.destroy();
  });

  test("a handshake behind a call that has no answer yet; both are answered in their order", async () => {
    const { socket, text } = raw([
      "",
      `GET /map/live HTTP/1.1\r\nHost: a\r\nX-API-Key: ${SECRET}`,
      ...HANDSHAKE,
    ]);
    await expect.poll(() => text().match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 426", "HTTP/1.1 426"]);
    expect(records).toHaveLength(2);
    socket.destroy();
  });
});
