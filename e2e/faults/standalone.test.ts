import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "@/lib/db/embedded/free-port";
import { StandaloneEdge } from "../standalone-edge";
import { startScriptedUpstream } from "./scripted-upstream";
import { settledCount, startWorld, type World } from "./world";

let world: World;
let upstream: Awaited<ReturnType<typeof startScriptedUpstream>>;
let edge: StandaloneEdge;
let scriptedKey: World["key"];
const ports = { edge: 0, ops: 0, second: 0 };

beforeAll(async () => {
  world = await startWorld();
  upstream = await startScriptedUpstream({
    slow: (_, response) => void setTimeout(() => response.end("at last"), 1_500),
    echo: (_, response) => void response.end("got it"),
  });
  const { makeKey, makeOrg, makeProduct } = await import("@/test/factories");
  const product = await makeProduct({
    slug: "scripted",
    paths: ["/scripted/{rest+}"],
    baseUrl: upstream.url,
    defaultQps: 100_000,
  });
  scriptedKey = await makeKey({ org: await makeOrg(), products: [product] });
  ports.edge = await freePort();
  ports.ops = await freePort();
  ports.second = await freePort();
  edge = edgeOn(ports.edge, { METRICS_PORT: String(ports.ops) });
});

afterAll(async () => {
  await edge?.stop();
  await world?.stop();
  await upstream?.stop();
});

function edgeOn(port: number, settings: Record<string, string> = {}): StandaloneEdge {
  return new StandaloneEdge({
    dataDir: world.dataDir,
    publicUrl: "http://keys.example.com",
    port,
    settings,
  });
}

/** Sends these bytes and resolves with all that comes until the other side closes. */
function exchange(bytes: string, port = ports.edge): Promise<string> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes, "latin1"));
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1");
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(answer));
  });
}

const ops = async (path: string) => {
  const answer = await fetch(`http://127.0.0.1:${ports.ops}${path}`);
  return { status: answer.status, text: await answer.text() };
};
const metered = (path: string, headers: Record<string, string> = {}, port = ports.edge) =>
  fetch(`http://127.0.0.1:${port}${path}`, { headers, signal: AbortSignal.timeout(10_000) });

describe("what only the raw request shows", () => {
  beforeAll(() => edge.start());

  const key = () => `X-API-Key: ${scriptedKey.plaintext}\r\n`;
  const close = "Connection: close\r\n\r\n";

  test.each([
    ["two Host lines", "GET /scripted/echo HTTP/1.1\r\nHost: a\r\nHost: b\r\n", 400, "malformed_request"],
    ["no Host", "GET /scripted/echo HTTP/1.1\r\n", 400, "malformed_request"],
    [
      "an absolute target",
      "GET http://evil.test/scripted/echo HTTP/1.1\r\nHost: a\r\n",
      400,
      "malformed_request",
    ],
    ["a doubled slash", "GET //scripted/echo HTTP/1.1\r\nHost: a\r\n", 400, "malformed_request"],
    ["an encoded dot segment", "GET /scripted/%2e%2e/x HTTP/1.1\r\nHost: a\r\n", 400, "malformed_request"],
    [
      "two Authorization lines",
      "GET /scripted/echo HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\n",
      400,
      "ambiguous_credentials",
    ],
    ["TRACE", "TRACE /scripted/echo HTTP/1.1\r\nHost: a\r\n", 405, "method_not_supported"],
    [
      "a WebSocket upgrade",
      "GET /scripted/echo HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n",
      400,
      "upgrade_not_supported",
    ],
    ["a path of nobody", "GET /sign-in HTTP/1.1\r\nHost: a\r\n", 404, "no_such_product"],
  ])("%s: refused", async (_, head, status, code) => {
    const answer = await exchange(head + close);
    expect(answer.startsWith(`HTTP/1.1 ${status} `)).toBe(true);
    expect(JSON.parse(answer.slice(answer.indexOf("\r\n\r\n") + 4))).toMatchObject({ code });
  });

  test("an upgrade to HTTP/2 is ignored and the call answered", async () => {
    const answer = await exchange(
      `GET /scripted/echo HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\n${key()}${close}`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  });

  test("OPTIONS * tells the methods, CONNECT and what is not HTTP are turned away", async () => {
    expect(await exchange(`OPTIONS * HTTP/1.1\r\nHost: a\r\n${close}`)).toMatch(
      /^HTTP\/1\.1 204 [\s\S]*\r\nAllow: GET/,
    );
    expect(await exchange("CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n")).toMatch(/^HTTP\/1\.1 405 /);
    expect(await exchange("SSH-2.0-OpenSSH_9.7\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
    expect(
      await exchange(`GET /scripted/echo HTTP/1.1\r\nHost: a\r\nX: ${"h".repeat(17_000)}\r\n\r\n`),
    ).toMatch(/^HTTP\/1\.1 431 /);
  });

  test("two requests in one piece are answered in their order, the second not inside the first", async () => {
    const get = `GET /scripted/echo HTTP/1.1\r\nHost: a\r\n${key()}`;
    const answer = await exchange(`${get}\r\nGET /scripted/echo HTTP/1.1\r\nHost: a\r\n${close}`);
    expect(answer.match(/HTTP\/1\.1 \d{3}/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 401"]);
  });

  test("a length and chunks together are one request too many for us", async () => {
    const answer = await exchange(
      `POST /scripted/echo HTTP/1.1\r\nHost: a\r\n${key()}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });

  test("a head that never ends is cut off after ten seconds, while others are served", async () => {
    const started = Date.now();
    const slow = exchange("GET /scripted/echo HTTP/1.1\r\nHost: a\r\nX-Slow: ");
    expect((await metered("/scripted/echo", { "x-api-key": scriptedKey.plaintext })).status).toBe(200);
    expect(await slow).toMatch(/^HTTP\/1\.1 408 /);
    expect(Date.now() - started).toBeLessThan(20_000);
  }, 30_000);

  test("no secret and no control character reaches the log", async () => {
    const hostile = encodeURIComponent('\u001b[2K\r\n{"level":"error"}');
    await metered(`/scripted/echo?a=${hostile}&key=${scriptedKey.plaintext}`);
    await metered(`/scripted/${scriptedKey.plaintext}`);
    expect(edge.logged()).not.toContain(scriptedKey.plaintext);
    for (const line of edge.logged().trimEnd().split("\n")) {
      expect(line).toMatch(/^[^\p{Cc}]*$/u);
      expect(JSON.parse(line)).toHaveProperty("level");
    }
  });

  test("health, readiness and metrics are told on their own port only", async () => {
    expect(await ops("/healthz")).toEqual({ status: 200, text: "alive\n" });
    expect(await ops("/readyz")).toEqual({ status: 200, text: "ready\n" });
    const { text } = await ops("/metrics");
    expect(text).toMatch(/^keyward_calls_total\{product="scripted",status="200",code="none"\} [1-9]/m);
    expect(text).toMatch(/^keyward_calls_total\{product="none",status="404",code="no_such_product"\} [1-9]/m);
    expect(text).toContain("keyward_change_feed_connected 1");
    expect(text).not.toContain(scriptedKey.plaintext);
    expect((await metered("/metrics")).status).toBe(404);
  });
});

describe("behind a trusted proxy", () => {
  test("clients are who the proxy says, and calls that were not encrypted are refused", async () => {
    const guarded = edgeOn(ports.second, { TRUSTED_PROXY_CIDRS: "127.0.0.0/8", REQUIRE_TLS: "1" });
    await guarded.start();
    try {
      const key = {
        "x-api-key": scriptedKey.plaintext,
        "x-forwarded-for": "6.6.6.6, 203.0.113.9, 127.0.0.5",
      };
      const secure = { ...key, "x-forwarded-proto": "https" };
      expect((await metered("/scripted/echo", secure, ports.second)).status).toBe(200);
      const rawHeaders = upstream.received.at(-1)?.rawHeaders ?? [];
      expect(rawHeaders[rawHeaders.indexOf("Forwarded") + 1]).toMatch(/^for=203\.0\.113\.9;/);
      const plain = await metered("/scripted/echo", key, ports.second);
      expect([plain.status, (await plain.json()).code]).toEqual([403, "https_required"]);
      expect(plain.headers.get("location")).toBeNull();
      await metered("/scripted/echo", key, ports.second);
      const warnings = guarded.logged().match(/counts as exposed/g);
      expect(warnings).toHaveLength(1);
    } finally {
      await guarded.stop();
    }
  });
});

describe("an edge that ends", () => {
  test("by SIGTERM is not ready any more, finishes its calls, and leaves none uncounted", async () => {
    const before = await settledCount(world, scriptedKey.id);
    const sent = request({
      port: ports.edge,
      host: "127.0.0.1",
      path: "/scripted/slow",
      headers: { "x-api-key": scriptedKey.plaintext },
    });
    sent.end();
    await expect.poll(() => upstream.received.at(-1)?.target).toBe("/scripted/slow");
    const stopped = edge.stop();
    await expect.poll(() => ops("/readyz")).toEqual({ status: 503, text: "stopping\n" });
    expect((await ops("/healthz")).status).toBe(200);
    await expect(metered("/scripted/echo")).rejects.toThrow();
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    let body = "";
    for await (const chunk of response) body += String(chunk);
    expect([response.statusCode, body]).toEqual([200, "at last"]);
    await stopped;
    const [row] = await world.query<{ calls: string }>(
      `SELECT coalesce(sum(requests), 0) AS calls FROM usage_minute WHERE key_id = '${scriptedKey.id}'`,
    );
    expect(Number(row?.calls)).toBe(before + 1);
  }, 30_000);

  test("by kill -9 under load doubles no call and loses none that was answered; another edge counts them", async () => {
    let answered = 0;
    for (const atLeast of [80, 150, 100]) {
      await edge.start();
      let answers = 0;
      let isOver = false;
      const caller = async () => {
        while (!isOver) {
          try {
            const answer = await metered("/witness/load", { "x-api-key": world.key.plaintext });
            await answer.text();
            if (answer.status === 200) answers += 1;
          } catch {
            await sleep(5);
          }
        }
      };
      const callers = Array.from({ length: 8 }, caller);
      while (answers < atLeast) await sleep(5);
      await edge.kill();
      isOver = true;
      await Promise.all(callers);
      answered += answers;
    }
    const other = edgeOn(ports.second);
    await other.start();
    const counted = await settledCount(world, world.key.id, answered);
    await other.stop();
    expect(answered).toBeGreaterThan(200);
    expect(counted).toBeGreaterThanOrEqual(answered);
    expect(counted).toBeLessThanOrEqual(world.witness.seen.length);
  }, 120_000);
});
