import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, request } from "node:http";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startScriptedUpstream } from "./scripted-upstream";
import { settledCount, startWorld, type World } from "./world";

const PAGE = "the same bytes ".repeat(500);
const HOSTILE = {
  "set-cookie": ["keyward-session=stolen; Path=/", "b=2"],
  "x-middleware-rewrite": "/canary",
  "x-middleware-next": "1",
  "x-middleware-set-cookie": "keyward-session=stolen",
  "x-nextjs-redirect": "/canary",
  "clear-site-data": '"*"',
  refresh: "0;url=http://evil.test",
  "service-worker-allowed": "/",
  "content-security-policy": "default-src *",
  "access-control-allow-origin": "*",
  location: "http://evil.test/",
  server: "secret/1.0",
  "content-type": "text/html",
};

let world: World;
let upstream: Awaited<ReturnType<typeof startScriptedUpstream>>;
let calls = 0;

beforeAll(async () => {
  upstream = await startScriptedUpstream({
    echo: (_, response) => void response.end("got it"),
    hostile: (_, response) => void response.writeHead(200, HOSTILE).end("<script>1</script>"),
    "hostile-308": (_, response) =>
      void response.writeHead(308, { ...HOSTILE, location: "/scripted/echo" }).end("moved"),
    gzip: (_, response) =>
      void response
        .writeHead(200, { "content-encoding": "gzip", "content-type": "text/plain" })
        .end(gzipSync(PAGE)),
    sized: (_, response) => void response.writeHead(200, { "content-length": "5" }).end("sized"),
    range: (_, response) => void response.writeHead(206, { "content-range": "bytes 1-2/5" }).end("iz"),
    redirect: (_, response) =>
      void response.writeHead(302, { location: "/scripted/echo?a=b%20c" }).end("over there"),
    reset: (incoming, response) => {
      response.writeHead(200, { "content-length": "100000" }).write("some");
      setTimeout(() => incoming.socket.destroy(), 50);
    },
    "reset-chunked": (incoming, response) => {
      response.writeHead(200).write("some");
      setTimeout(() => incoming.socket.destroy(), 50);
    },
    silent: () => undefined,
    stream: (_, response) => void response.writeHead(200).write("first"),
  });
  world = await startWorld();
  const { makeKey, makeOrg, makeProduct } = await import("@/test/factories");
  const product = await makeProduct({
    slug: "scripted",
    paths: ["/scripted/{rest+}"],
    baseUrl: upstream.url,
    defaultQps: 1_000,
  });
  await world.query(
    "UPDATE upstream SET headers_timeout_ms = 1000, idle_timeout_ms = 1000, total_timeout_ms = 20000",
  );
  world.key = await makeKey({ org: await makeOrg(), products: [product] });
  await world.keyward.start();
});

afterAll(async () => {
  await world?.stop();
  await upstream?.stop();
});

beforeEach(() => {
  upstream.received.length = 0;
});

/** A call with the key; counted, so that the last test can compare. */
function call(
  name: string,
  options: { method?: string; headers?: Record<string, string> } = {},
): ClientRequest {
  calls += 1;
  const { method = "GET", headers = {} } = options;
  return request(`${world.keyward.url}/scripted/${name}`, {
    method,
    agent: false,
    headers: { "x-api-key": world.key.plaintext, ...headers },
  });
}

async function answerOf(
  sent: ClientRequest,
): Promise<{ head: IncomingMessage; body: Buffer; isWhole: boolean }> {
  const [head] = (await once(sent, "response")) as [IncomingMessage];
  const chunks: Buffer[] = [];
  head.on("data", (chunk: Buffer) => chunks.push(chunk));
  head.on("error", () => undefined);
  await new Promise((resolve) => head.on("close", resolve));
  return { head, body: Buffer.concat(chunks), isWhole: head.complete };
}

/** Digests of the bodies that reached the upstream whole; one that broke off may be noticed late. */
const arrived = () => upstream.received.filter(({ isWhole }) => isWhole).map(({ sha256 }) => sha256);
const sha = (data: Buffer) => createHash("sha256").update(data).digest("hex");

describe("a body", () => {
  test.each([0, 1, 1_000_000, 9_900_000, 10_000_000])(
    "of %i bytes arrives byte for byte in both framings",
    async (size) => {
      const data = randomBytes(size);
      for (const headers of [{ "content-length": String(size) }, { "transfer-encoding": "chunked" }]) {
        const sent = call("echo", { method: "POST", headers });
        sent.end(data);
        expect((await answerOf(sent)).head.statusCode).toBe(200);
      }
      expect(arrived()).toEqual([sha(data), sha(data)]);
    },
  );

  test.each([10_000_001, 12_000_000, 50_000_000])("of %i bytes is refused in both framings", async (size) => {
    for (const headers of [{ "content-length": String(size) }, { "transfer-encoding": "chunked" }]) {
      const sent = call("echo", { method: "POST", headers });
      sent.on("error", () => undefined);
      sent.end(Buffer.alloc(size));
      const { head, body } = await answerOf(sent);
      expect([head.statusCode, JSON.parse(body.toString()).code]).toEqual([413, "body_too_large"]);
    }
    expect(arrived()).toEqual([]);
  });

  test("without end is answered before its end", async () => {
    const sent = call("echo", { method: "POST", headers: { "transfer-encoding": "chunked" } });
    sent.on("error", () => undefined);
    const feed = setInterval(() => sent.write(Buffer.alloc(1_000_000)), 5);
    const { head } = await answerOf(sent);
    clearInterval(feed);
    expect(head.statusCode).toBe(413);
  });

  test("of a GET arrives too", async () => {
    const sent = call("echo", { headers: { "content-length": "4" } });
    sent.end("body");
    await answerOf(sent);
    expect(arrived()).toEqual([sha(Buffer.from("body"))]);
  });

  test("is asked for with 100 Continue once the call is admitted", async () => {
    const sent = call("echo", { method: "POST", headers: { expect: "100-continue", "content-length": "4" } });
    sent.flushHeaders();
    await once(sent, "continue");
    sent.end("body");
    expect((await answerOf(sent)).head.statusCode).toBe(200);
    expect(arrived()).toEqual([sha(Buffer.from("body"))]);
  });
});

describe("an answer", () => {
  test("keeps its encoding, byte for byte", async () => {
    const sent = call("gzip", { headers: { "accept-encoding": "gzip" } });
    sent.end();
    const { head, body } = await answerOf(sent);
    expect(head.headers["content-encoding"]).toBe("gzip");
    expect(gunzipSync(body).toString()).toBe(PAGE);
  });

  test.each([
    ["sized", "GET", 200, { "content-length": "5" }, "sized"],
    ["sized", "HEAD", 200, { "content-length": "5" }, ""],
    ["range", "GET", 206, { "content-range": "bytes 1-2/5" }, "iz"],
    ["redirect", "GET", 302, { location: "/scripted/echo?a=b%20c" }, "over there"],
    ["hostile-308", "GET", 308, { location: "/scripted/echo" }, "moved"],
  ])("%s to %s is as the upstream gave it", async (name, method, status, headers, text) => {
    const sent = call(name, { method });
    sent.end();
    const { head, body } = await answerOf(sent);
    expect(head.statusCode).toBe(status);
    expect(head.headers).toMatchObject(headers);
    expect(head.headers.refresh).toBeUndefined();
    expect(body.toString()).toBe(text);
  });

  test("of a hostile upstream acts on nobody", async () => {
    const sent = call("hostile");
    sent.end();
    const { head, body } = await answerOf(sent);
    expect(body.toString()).toBe("<script>1</script>");
    for (const name of Object.keys(HOSTILE)) {
      if (name !== "content-type" && name !== "content-security-policy")
        expect(head.headers[name]).toBeUndefined();
    }
    expect(head.headers["content-security-policy"]).toBe("sandbox");
    expect(upstream.received).toHaveLength(1);
  });

  test("is streamed: what the upstream has said is there before it has ended", async () => {
    const sent = call("stream");
    sent.end();
    const [head] = (await once(sent, "response")) as [IncomingMessage];
    const [chunk] = (await once(head, "data")) as [Buffer];
    expect(chunk.toString()).toBe("first");
    head.on("error", () => undefined);
    sent.destroy();
  });

  test.each(["reset", "reset-chunked"])("that breaks off (%s) is never passed off as whole", async (name) => {
    const sent = call(name);
    sent.end();
    const { head, body, isWhole } = await answerOf(sent);
    expect([head.statusCode, body.toString(), isWhole]).toEqual([200, "some", false]);
  });

  test("that never comes is a 504 problem", async () => {
    const sent = call("silent");
    sent.end();
    const { head, body } = await answerOf(sent);
    expect([head.statusCode, JSON.parse(body.toString()).code]).toEqual([504, "upstream_timeout"]);
  });
});

test("every one of these calls was counted exactly once", async () => {
  // A length over the limit is refused before the key is looked at.
  const counted = (await settledCount(world, world.key.id)) + (await settledCount(world, ""));
  expect(counted).toBe(calls);
});
