import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { db } from "@/lib/db/client";
import { disableKey } from "@/lib/keys/disable";
import type { StaffContext } from "@/lib/orgs/context";
import { createProduct } from "@/lib/products/create";
import { disableProduct } from "@/lib/products/disable";
import { enableProduct } from "@/lib/products/enable";
import { getProduct } from "@/lib/products/list-all";
import { productReach } from "@/lib/products/reach";
import { CreateProductInput, UpdateProductInput } from "@/lib/products/schemas";
import { updateProduct } from "@/lib/products/update";
import { createUpstream } from "@/lib/upstreams/create";
import { prepareUpstreamSecret } from "@/lib/upstreams/prepare-secret";
import { UPSTREAM_DEFAULTS } from "@/lib/upstreams/schemas";
import { signWithNextSecret } from "@/lib/upstreams/sign-with-next";
import { updateUpstream } from "@/lib/upstreams/update";
import { ownerCtx, staffCtx } from "@/test/contexts";
import { HOSTS } from "@/test/edge/hosts";
import { leaveDatabase, type StartedHost, startWorld, type World } from "@/test/edge/world";
import { makeKey, makeOrg } from "@/test/factories";

// An operator changes products in one process; clients see it at an edge that is another one, over HTTP, on each host.

let world: World;
let echo: WebSocketServer;
beforeAll(async () => {
  world = await startWorld();
  echo = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  echo.on("connection", (peer) => peer.on("message", (data) => peer.send(data)));
  await once(echo, "listening");
});
afterAll(async () => {
  for (const peer of echo?.clients ?? []) peer.terminate();
  echo?.close();
  await leaveDatabase();
  await world?.stop();
});

const CLASS = {
  id: null,
  slug: "all",
  name: "All",
  defaultQps: 1000,
  weightRequests: 1,
  weightTransactions: 1,
  paths: ["/brandnew/{rest+}"],
};

describe.each(HOSTS.map((facts) => [facts.name, facts] as const))("%s:", (_, facts) => {
  let host: StartedHost;
  let secret: string;

  beforeAll(async () => {
    host = await world.host(facts);
    await host.enterDatabase();
  });
  afterAll(async () => {
    await leaveDatabase();
    await host?.stop();
  });

  const operator = async (): Promise<StaffContext> => ({ ...(await staffCtx()), now: new Date() });

  async function call(path: string) {
    await world.upstream.expect(undefined);
    const answer = await fetch(`http://127.0.0.1:${host.port}${path}`, { headers: { "X-API-Key": secret } });
    const body = await answer.text();
    const [seen] = world.upstream.seen;
    const sent = seen?.rawHeaders ?? [];
    const assertion = sent[sent.findIndex((name) => name.toLowerCase() === "x-keyward-assertion") + 1] ?? "";
    return {
      status: answer.status,
      asked: seen?.target,
      kid: /kid=(usk_\w+)/.exec(assertion)?.[1],
      mashery: answer.headers.get("x-mashery-error-code"),
      body,
    };
  }

  /** Asks until the answer is this; fails after a second, the contract's bound. */
  const withinASecond = (path: string, wanted: object) =>
    expect.poll(() => call(path), { timeout: 1000, interval: 20 }).toMatchObject(wanted);

  test("a product, its paths, style, rate, upstream and signing secret are live within a second, and gone when it is disabled", async () => {
    const began = host.pid;
    const ctx = await operator();
    const upstream = { ...UPSTREAM_DEFAULTS, name: "Brand new", baseUrl: `${world.upstream.url}/one` };
    const { id: upstreamId, secret: first } = await createUpstream(ctx, upstream);
    const fields = {
      name: "Brand new",
      description: "",
      upstreamId,
      refusalStyle: "problem",
      bodyLimitBytes: 1000,
      allowWebsocket: false,
      answerHeaders: [],
      position: 9,
      classes: [CLASS],
    };
    secret = (await makeKey({ org: await makeOrg(), products: [] })).plaintext;
    expect((await call("/brandnew/a")).status).toBe(404);

    const { id } = await createProduct(ctx, CreateProductInput.parse({ slug: "brand-new", ...fields }));
    secret = (await makeKey({ org: await makeOrg(), products: [{ id }] })).plaintext;
    await withinASecond("/brandnew/a", { status: 200, asked: "/one/brandnew/a", kid: first.kid });

    const { classes } = await getProduct(ctx, id);
    const moved = classes.map((one) => ({ ...one, paths: ["/moved/{rest+}"], defaultQps: 1 }));
    const edit = { ...fields, productId: id, version: 1, refusalStyle: "tomtom", classes: moved };
    await updateProduct(ctx, UpdateProductInput.parse(edit));
    await withinASecond("/brandnew/a", { status: 404 });
    // One a second now, and the second one is refused in the other style.
    await withinASecond("/moved/a", { status: 403, mashery: "ERR_403_DEVELOPER_OVER_QPS" });
    const fast = moved.map((one) => ({ ...one, defaultQps: 1000 }));
    await updateProduct(ctx, UpdateProductInput.parse({ ...edit, version: 2, classes: fast }));
    await withinASecond("/moved/a", { status: 200, asked: "/one/moved/a" });

    const elsewhere = { ...upstream, upstreamId, version: 1, baseUrl: `${world.upstream.url}/two` };
    await updateUpstream(ctx, elsewhere);
    await withinASecond("/moved/a", { status: 200, asked: "/two/moved/a", kid: first.kid });

    const next = await prepareUpstreamSecret(ctx, { upstreamId });
    expect((await call("/moved/a")).kid).toBe(first.kid);
    await signWithNextSecret(ctx, { upstreamId });
    await withinASecond("/moved/a", { status: 200, kid: next.kid });

    await expect
      .poll(async () => productReach(await operator(), id), { timeout: 1000, interval: 20 })
      .toMatchObject({ edges: 1, current: 1 });
    await disableProduct(ctx, { productId: id, reason: "x" });
    await withinASecond("/moved/a", { status: 404 });
    await enableProduct(ctx, { productId: id, reason: "x" });
    await withinASecond("/moved/a", { status: 200 });
    expect(host.pid).toBe(began);
  });

  test("a product that allows WebSocket passes it through, until it does not, or the key may not call any more", async () => {
    const ctx = await operator();
    const { id: upstreamId } = await createUpstream(ctx, {
      ...UPSTREAM_DEFAULTS,
      name: "Sockets",
      baseUrl: `http://127.0.0.1:${(echo.address() as AddressInfo).port}`,
    });
    const fields = {
      name: "Sockets",
      description: "",
      upstreamId,
      refusalStyle: "problem",
      bodyLimitBytes: 1000,
      allowWebsocket: true,
      answerHeaders: [],
      position: 9,
      classes: [{ ...CLASS, paths: ["/sockets/{rest+}"] }],
    };
    const { id } = await createProduct(ctx, CreateProductInput.parse({ slug: "sockets", ...fields }));
    const org = await makeOrg();
    const key = await makeKey({ org, products: [{ id }] });
    const connect = () => {
      const url = `ws://127.0.0.1:${host.port}/sockets/live?key=${key.plaintext}`;
      const socket = new WebSocket(url).on("error", () => undefined);
      const ended = new Promise<string>((resolve) => {
        socket.once("close", (code, reason) => resolve(`${code} ${reason}`));
      });
      return new Promise<{ socket: WebSocket; ended: Promise<string> }>((resolve, reject) => {
        socket.once("open", () => resolve({ socket, ended }));
        socket.once("close", () => reject(new Error("refused")));
      });
    };
    const soon = () => expect.poll(connect, { timeout: 1000, interval: 20 });

    await soon().toBeDefined();
    const [first, second] = [await connect(), await connect()];
    first.socket.send("hello");
    expect(String((await once(first.socket, "message"))[0])).toBe("hello");
    const { classes } = await getProduct(ctx, id);
    const edit = { ...fields, classes, productId: id, version: 1 };
    await updateProduct(ctx, UpdateProductInput.parse({ ...edit, allowWebsocket: false }));
    expect(await first.ended).toBe("1008 upgrade_not_supported");
    expect(await second.ended).toBe("1008 upgrade_not_supported");
    await expect(connect()).rejects.toThrow("refused");

    await updateProduct(ctx, UpdateProductInput.parse({ ...edit, version: 2 }));
    await soon().toBeDefined();
    const third = await connect();
    const owner = { ...(await ownerCtx(org)), now: new Date() };
    await disableKey(owner, { keyId: key.id, version: 1, reason: "x" });
    expect(await third.ended).toBe("1008 key_disabled");
    await expect
      .poll(async () => (await host.counted()).get(`- - 101 -`), { timeout: 10_000 })
      .toBeGreaterThanOrEqual(3);
  });

  test("the edge says its version, its lag and how long the latest change took", async () => {
    const [row] = await db.edgeInstance.findMany({ select: { version: true, health: true } });
    expect(row).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      health: { feed: { isConnected: true }, applied: { tookMs: expect.any(Number) } },
    });
  });
});
