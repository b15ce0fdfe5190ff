import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import type { OrgContext } from "@/lib/orgs/context";
import { NOW } from "@/test/clock";
import { ownerCtx, viewerCtx } from "@/test/contexts";
import {
  makeKey,
  makeOrg,
  makeProduct,
  type TestKey,
  type TestOrg,
  type TestProduct,
} from "@/test/factories";
import { keyFleet } from "./fleet";
import { matchingFleet } from "./matching";
import { keyHygiene } from "./of-key";
import { FLEET_PAGE_SIZE, FleetInput, HygieneFilter } from "./schemas";
import { NETWORKS_FEW } from "./score";

const DAY_MS = 86_400_000;
const ago = (days: number) => new Date(NOW.getTime() - days * DAY_MS);
const midnight = (days: number) => new Date(Math.floor(ago(days).getTime() / DAY_MS) * DAY_MS);

let org: TestOrg;
let ctx: OrgContext;
let products: TestProduct[];
let keys: Record<
  "tidy" | "open" | "leaked" | "old" | "unused" | "wide" | "shared" | "website" | "inUrl",
  TestKey
>;

const IP = { ip: { mode: "enforce", allow: ["192.0.2.0/24"] } };

async function keyWith(data: object, given: object = {}): Promise<TestKey> {
  const key = await makeKey({ org, products: products.slice(0, 1), allowQueryKey: false, ...given });
  await db.key.update({ where: { id: key.id }, data: { restrictions: IP, ...data }, select: { id: true } });
  return key;
}

async function top(key: TestKey, dimension: string, values: readonly string[]): Promise<void> {
  const rows = (table: string, time: string) =>
    pool().query(
      `INSERT INTO ${table} (${time}, org_id, key_id, dimension, value, requests, unsure)
       SELECT $1, $2, $3, $4, v, 1, 0 FROM unnest($5::text[]) AS v`,
      [midnight(table === "usage_top" ? 0 : 20), org.id, key.id, dimension, values],
    );
  await rows("usage_top_day", "start");
  await rows("usage_top", "hour");
}

beforeAll(async () => {
  org = await makeOrg();
  ctx = await ownerCtx(org);
  products = await Promise.all(Array.from({ length: 5 }, () => makeProduct()));
  keys = {
    tidy: await keyWith({}),
    open: await keyWith({ restrictions: { domain: { mode: "observe", allow: ["a.example"] } } }),
    leaked: await keyWith({ leakedAt: ago(1) }),
    old: await keyWith({ createdAt: ago(400), lastRotatedAt: ago(200) }),
    unused: await keyWith({ createdAt: ago(120) }),
    wide: await keyWith({}, { products }),
    shared: await keyWith({ restrictions: { hours: { mode: "enforce" } } }),
    website: await keyWith({ restrictions: { domain: { mode: "enforce", allow: ["a.example"] } } }),
    inUrl: await keyWith({ allowQueryKey: true }),
  };
  const { secretId, id: keyId } = keys.old;
  const used = { secretId, keyId, orgId: org.id, firstAt: ago(3), at: ago(3), ip: "192.0.2.1" };
  await db.secretLastUsed.create({ data: used, select: { keyId: true } });
  const networks = Array.from({ length: NETWORKS_FEW + 1 }, (_, n) => `10.0.${n}.0/24`);
  await top(keys.shared, "network", networks);
  await top(keys.website, "network", networks);
  await top(keys.tidy, "network", networks.slice(1));
  await top(keys.inUrl, "carrier", ["query"]);
  const [product] = products;
  if (product === undefined) throw new Error("There are products.");
  const call = { orgId: org.id, keyId: keys.wide.id, secretId: keys.wide.secretId, classId: product.classId };
  const counted = { status: 200, code: "", requests: 1, bytesIn: 0, bytesOut: 0 };
  await db.usageDay.create({ data: { ...call, ...counted, start: midnight(9), productId: product.id } });
});

const reasonsOf = async (key: TestKey) =>
  (await keyHygiene(ctx, key.id))?.reasons.map(({ points: _, ...reason }) => reason);

test("each key is scored by what it is and how it was called", async () => {
  expect(await reasonsOf(keys.tidy)).toEqual([]);
  expect(await reasonsOf(keys.open)).toEqual([{ kind: "unrestricted" }]);
  expect(await reasonsOf(keys.leaked)).toEqual([{ kind: "leaked", at: ago(1).toISOString() }]);
  expect(await reasonsOf(keys.old)).toEqual([{ kind: "old", days: 200 }]);
  expect(await reasonsOf(keys.unused)).toEqual([{ kind: "unused", days: 120, wasUsed: false }]);
  expect(await reasonsOf(keys.wide)).toEqual([{ kind: "many_products", products: 5, called: 1 }]);
  expect(await reasonsOf(keys.shared)).toEqual([{ kind: "many_networks", networks: NETWORKS_FEW + 1 }]);
  expect(await reasonsOf(keys.website)).toEqual([]);
  expect(await reasonsOf(keys.inUrl)).toEqual([{ kind: "in_query", calls: 2 }]);
});

describe("the fleet", () => {
  const fleet = (input: object = {}) => keyFleet(ctx, FleetInput.parse(input));

  test("counts every usable key by word and by reason, whatever the filter, the lowest score first", async () => {
    const all = await fleet();
    expect(all).toMatchObject({ scored: 9, others: 0, total: 9, page: 1, pages: 1 });
    expect(Object.values(all.grades).reduce((sum, n) => sum + n, 0)).toBe(9);
    expect(all.reasons).toEqual({
      leaked: 1,
      unrestricted: 1,
      in_query: 1,
      many_networks: 1,
      old: 1,
      unused: 1,
      many_products: 1,
    });
    const scores = all.keys.map(({ hygiene }) => hygiene.score);
    expect(scores).toEqual(scores.toSorted((a, b) => a - b));
    expect(all.overall?.score).toBe(Math.round(scores.reduce((sum, one) => sum + one, 0) / 9));
    const open = await fleet({ reason: "unrestricted" });
    expect(open.keys.map(({ id }) => id)).toEqual([keys.open.id]);
    expect(open).toMatchObject({ scored: 9, reasons: all.reasons, total: 1 });
    expect(await matchingFleet(ctx, HygieneFilter.parse({ reason: "unrestricted" }))).toEqual({
      keyIds: [keys.open.id],
    });
  });

  test("a key that nothing can be called with has no score", async () => {
    const other = await makeOrg();
    const [off] = [
      await makeKey({ org: other, state: "disabled" }),
      await makeKey({ org: other, state: "deleted" }),
    ];
    const owner = await ownerCtx(other);
    expect(await keyFleet(owner, FleetInput.parse({}))).toMatchObject({
      scored: 0,
      others: 1,
      overall: null,
      keys: [],
    });
    expect(await keyHygiene(owner, off.id)).toBeNull();
  });

  test("a page holds so many keys, and beyond the last one the last is given", async () => {
    const other = await makeOrg();
    await Promise.all(Array.from({ length: FLEET_PAGE_SIZE + 1 }, () => makeKey({ org: other })));
    const page = (number: number) =>
      ownerCtx(other).then((who) => keyFleet(who, FleetInput.parse({ page: number })));
    const [first, last] = [await page(1), await page(7)];
    expect([first.keys.length, last.keys.length, last.page]).toEqual([FLEET_PAGE_SIZE, 1, 2]);
    expect(first.keys.map(({ id }) => id)).not.toContain(last.keys[0]?.id);
  });

  test("is one organization's alone; a viewer sees it and may mend nothing", async () => {
    const stranger = await ownerCtx(await makeOrg());
    expect(await keyHygiene(stranger, keys.open.id)).toBeNull();
    expect(await keyFleet(stranger, FleetInput.parse({}))).toMatchObject({ scored: 0, keys: [] });
    const seen = await keyFleet(await viewerCtx(org), FleetInput.parse({}));
    expect(seen.keys.some(({ canEdit }) => canEdit)).toBe(false);
    expect(seen.keys).toHaveLength(9);
  });

  test("a restriction that cannot be read is none, and takes nothing down", async () => {
    const other = await makeOrg();
    const key = await makeKey({ org: other, allowQueryKey: false });
    await db.key.update({ where: { id: key.id }, data: { restrictions: 7 }, select: { id: true } });
    const { reasons = [] } = (await keyHygiene(await ownerCtx(other), key.id)) ?? {};
    expect(reasons.map(({ kind }) => kind)).toEqual(["unrestricted"]);
  });
});
