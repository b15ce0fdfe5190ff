import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
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
import { staffCtx } from "@/test/contexts";
import { HOSTS } from "@/test/edge/hosts";
import { leaveDatabase, type StartedHost, startWorld, type World } from "@/test/edge/world";
import { makeKey, makeOrg } from "@/test/factories";

// An operator changes products in one process; clients see it at an edge that is another one, over HTTP, on each host.

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
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
    world.upstream.expect(undefined);
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

  test("the edge says its version, its lag and how long the latest change took", async () => {
    const [row] = await db.edgeInstance.findMany({ select: { version: true, health: true } });
    expect(row).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      health: { feed: { isConnected: true }, applied: { tookMs: expect.any(Number) } },
    });
  });
});
