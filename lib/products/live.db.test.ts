import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { type EdgeState, edgeState } from "@/lib/edge/adapters/edge-state";
import { checkCall } from "@/lib/edge/check";
import { callOf } from "@/lib/edge/testing/fixtures";
import { measurePropagation } from "@/lib/health/measure-propagation";
import { keepMeasured } from "@/lib/health/start-upkeep";
import { systemHealth } from "@/lib/health/system";
import { prepareUpstreamSecret } from "@/lib/upstreams/prepare-secret";
import { signWithNextSecret } from "@/lib/upstreams/sign-with-next";
import { staffCtx } from "@/test/contexts";
import { makeKey, makeOrg, makeProduct, type TestKey } from "@/test/factories";
import { disableProduct } from "./disable";
import { enableProduct } from "./enable";
import { getProduct } from "./list-all";
import { productReach } from "./reach";
import { UpdateProductInput } from "./schemas";
import { updateProduct } from "./update";

// The edge of this process hears of what this process commits; the HTTP suite has those of others.

let edge: EdgeState;
let key: TestKey;
let productId: string;
let upstreamId: string;
let clock = 0;
const operator = async () => ({ ...(await staffCtx()), now: new Date() });

beforeAll(async () => {
  const product = await makeProduct({ slug: "live", paths: ["/live/{rest+}"], defaultQps: 1000 });
  ({ id: productId, upstreamId } = product);
  key = await makeKey({ org: await makeOrg(), products: [product] });
  edge = await edgeState();
});

afterAll(() => edge.stop());

async function call(target: string): Promise<string> {
  clock += 10;
  const asked = callOf({ target, headers: ["X-API-Key", key.plaintext], arrivedAt: clock });
  const verdict = await checkCall(asked, edge.deps, Date.now());
  if (verdict.kind === "refused") return verdict.code;
  return verdict.kind === "admitted" ? verdict.route.product.upstream.signingKey.kid : verdict.kind;
}

const soon = (ask: () => Promise<unknown>) => expect.poll(ask, { timeout: 1000, interval: 10 });

test("paths, a pause and a new signing secret are live within a second, and the edge says that it goes by them", async () => {
  const kid = await call("/live/1");
  expect(kid).toMatch(/^usk_/);
  const ctx = await operator();
  const { id, slug, isSample, disabledAt, upstream, keyCount, version, classes, ...fields } =
    await getProduct(ctx, productId);
  const moved = classes.map((one) => ({ ...one, paths: ["/moved/{rest+}"] }));
  await updateProduct(ctx, UpdateProductInput.parse({ ...fields, productId, version, classes: moved }));
  await soon(() => call("/moved/1")).toBe(kid);
  expect(await call("/live/1")).toBe("no_such_product");
  await soon(async () => productReach(await operator(), productId)).toMatchObject({ edges: 1, current: 1 });
  expect((await productReach(await operator(), productId)).slowestMs).toBeGreaterThanOrEqual(0);

  await disableProduct(ctx, { productId, reason: "x" });
  await soon(() => call("/moved/1")).toBe("no_such_product");
  await soon(async () => productReach(await operator(), productId)).toMatchObject({ current: 1 });
  await enableProduct(ctx, { productId, reason: "x" });
  await soon(() => call("/moved/1")).toBe(kid);

  const next = await prepareUpstreamSecret(ctx, { upstreamId });
  expect(await call("/moved/1")).toBe(kid);
  await signWithNextSecret(ctx, { upstreamId });
  await soon(() => call("/moved/1")).toBe(next.kid);
});

test("an edge that knows an older product is counted as one that does not go by the newest", async () => {
  await db.product.update({ where: { id: productId }, data: { version: { increment: 5 } } });
  expect(await productReach(await operator(), productId)).toMatchObject({ edges: 1, current: 0 });
});

test("propagation is measured without anybody asking, and not again while each edge has a fresh measurement", async () => {
  const measuredAt = async () => (await systemHealth(await operator())).edges[0]?.health?.applied?.at;
  expect(await keepMeasured()).toBe(false);
  // A beat in between says again what was measured.
  await soon(async () => {
    await db.$executeRaw`UPDATE edge_instance SET health = jsonb_set(health, '{applied}', 'null')`;
    return keepMeasured();
  }).toBe(true);
  await soon(measuredAt).toBeDefined();
  expect(await keepMeasured()).toBe(false);
});

test("system health tells of the edge, the database and a propagation that was measured", async () => {
  const before = (await systemHealth(await operator())).edges[0]?.health?.applied?.at;
  await measurePropagation(await operator());
  await soon(async () => (await systemHealth(await operator())).edges[0]?.health?.applied?.at).not.toBe(
    before,
  );
  const health = await systemHealth({ ...(await staffCtx("support")), now: new Date() });
  expect(health.edges).toMatchObject([
    { kind: "dashboard", isLive: true, version: health.version, health: { feed: { isConnected: true } } },
  ]);
  expect(health.edges[0]?.health?.products).toHaveProperty(productId);
  expect(health.database.version).toMatch(/^\d+/);
  // The version was raised behind the edge's back above, and the measurement made it read again.
  expect(health.findings).toEqual([]);
});
