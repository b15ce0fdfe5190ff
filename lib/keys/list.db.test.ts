import fc from "fast-check";
import pg from "pg";
import { beforeAll, describe, expect, test, vi } from "vitest";
import type { z } from "zod";
import { db } from "@/lib/db/client";
import type { OrgContext } from "@/lib/orgs/context";
import { NOW } from "@/test/clock";
import { developerCtx, ownerCtx, viewerCtx } from "@/test/contexts";
import { makeKey, makeOrg, makeProduct, makeUser, type TestKey } from "@/test/factories";
import { type KeyList, listKeys } from "./list";
import { ListKeysInput } from "./list-schema";
import { KEPT_MS, requestsByKey } from "./requests-by-key";
import { keyStatus } from "./status";
import { DIRECTIONS, LISTED_STATUSES, SORTS } from "./terms";

type Given = z.input<typeof ListKeysInput>;
const list = (ctx: OrgContext, given: Given = {}) => listKeys(ctx, ListKeysInput.parse(given));
const names = ({ keys }: KeyList) => keys.map(({ name }) => name);

async function use(key: TestKey, at: Date, ip = "192.0.2.1"): Promise<void> {
  await db.secretLastUsed.create({
    data: { secretId: key.secretId, keyId: key.id, orgId: key.orgId, firstAt: at, at, ip },
  });
}

async function called(key: TestKey, requests: number, minutesAgo = 1): Promise<void> {
  const minute = new Date(NOW.getTime() - minutesAgo * 60_000);
  await db.usageMinute.create({
    data: {
      ...{ minute, requests, orgId: key.orgId, keyId: key.id, secretId: key.secretId },
      ...{ productId: "prd_list", classId: "cls_list", status: 200, code: "", bytesIn: 0, bytesOut: 0 },
    },
  });
}

test("a row holds the facts of its key and only the ends of its secret", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const product = await makeProduct();
  const key = await makeKey({ org, name: "Tiles", products: [product], createdBy: ctx.actor });
  await use(key, new Date(NOW.getTime() - 5000), "2001:db8::7");
  const page = await list(ctx);
  expect(page).toEqual({
    keys: [
      {
        id: key.id,
        name: "Tiles",
        status: "active",
        billingType: "paying",
        preview: { head: key.plaintext.slice(3, 7), tail: key.plaintext.slice(-4) },
        products: [{ id: product.id, slug: product.slug, name: product.name }],
        domains: { mode: "off", first: [], count: 0 },
        tags: [],
        isProtected: false,
        leakedAt: null,
        createdBy: { id: ctx.actor.id, name: ctx.actor.name },
        expiresAt: null,
        createdAt: new Date(NOW.getTime() - 3_600_000).toISOString(),
        lastRotatedAt: null,
        rotation: null,
        lastUsedAt: new Date(NOW.getTime() - 5000).toISOString(),
        lastUsedIp: "2001:db8::7",
        isSecretKept: true,
        canCopy: true,
        version: 1,
        canEdit: true,
        canRotate: true,
        canDisable: true,
        canDelete: true,
        canAskQps: true,
      },
    ],
    nextCursor: null,
    previousCursor: null,
    total: 1,
    hasKeys: true,
  });
  expect(JSON.stringify(page)).not.toContain(key.plaintext.slice(7, -4));
});

test("a row names the first allowed domains and counts all, and says when they cannot be read", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const key = await makeKey({ org });
  const store = (restrictions: object) =>
    db.key.update({ where: { id: key.id }, data: { restrictions }, select: { id: true } });
  const domains = async () => (await list(ctx)).keys[0]?.domains;
  const allow = Array.from({ length: 12 }, (_, index) => `shop${index}.example.com`);
  await store({ domain: { mode: "observe", allow } });
  expect(await domains()).toEqual({ mode: "observe", first: allow.slice(0, 10), count: 12 });
  await store({ domain: 7 });
  expect(await domains()).toBeNull();
});

test("a rotation shows in the list until the old secret ends and the new one is used", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const key = await makeKey({ org });
  const old = await makeKey({ org: await makeOrg() });
  const { secretId } = old;
  const rotation = async () => (await list(ctx)).keys[0]?.rotation;
  const endsAt = new Date(NOW.getTime() + 1);
  await db.secret.update({ where: { id: key.secretId }, data: { status: "awaiting" }, select: { id: true } });
  expect(await rotation()).toEqual({ isAwaitingFirstUse: true, endsAt: null });
  await db.secret.update({
    where: { id: secretId },
    data: { keyId: key.id, orgId: org.id, status: "retiring", retiresAt: endsAt },
    select: { id: true },
  });
  expect(await rotation()).toEqual({ isAwaitingFirstUse: true, endsAt: endsAt.toISOString() });
  await use(key, NOW);
  expect(await rotation()).toEqual({ isAwaitingFirstUse: false, endsAt: endsAt.toISOString() });
  await db.secret.update({ where: { id: secretId }, data: { retiresAt: NOW }, select: { id: true } });
  expect(await rotation()).toBeNull();
});

test("another organization's keys and deleted ones are in no list, whatever is asked", async () => {
  const [mine, other] = await Promise.all([makeOrg(), makeOrg()]);
  const foreign = await makeKey({ org: other, name: "Foreign" });
  await makeKey({ org: mine, name: "Gone", state: "deleted" });
  const ctx = await ownerCtx(mine);
  for (const q of ["", "Foreign", foreign.id, foreign.plaintext, "Gone", "%", "' OR true --"]) {
    expect(await list(ctx, { q })).toMatchObject({ keys: [], total: 0, hasKeys: false });
  }
});

test("a cursor made in another organization is refused", async () => {
  const [mine, other] = await Promise.all([makeOrg(), makeOrg()]);
  for (const org of [mine, other]) for (let i = 0; i < 2; i++) await makeKey({ org });
  const { nextCursor } = await list(await ownerCtx(other), { limit: 1 });
  await expect(list(await ownerCtx(mine), { limit: 1, cursor: nextCursor })).rejects.toMatchObject({
    code: "invalid_input",
  });
});

test("a developer may copy and delete own keys only, a viewer none", async () => {
  const org = await makeOrg();
  const developer = await developerCtx(org);
  await makeKey({ org, name: "own", createdBy: developer.actor });
  await makeKey({ org, name: "other's" });
  const rights = async (ctx: OrgContext) =>
    (await list(ctx, { sort: "name", direction: "desc" })).keys.map((key) => [
      key.name,
      key.canCopy,
      key.canDelete,
    ]);
  expect(await rights(developer)).toEqual([
    ["own", true, true],
    ["other's", false, false],
  ]);
  expect(await rights(await viewerCtx(org))).toEqual([
    ["own", false, false],
    ["other's", false, false],
  ]);
});

describe("search", () => {
  let ctx: OrgContext;
  let tiles: TestKey;
  beforeAll(async () => {
    const org = await makeOrg();
    ctx = await ownerCtx(org);
    tiles = await makeKey({ org, name: "Tiles 100%" });
    for (const name of ["Tiles 1000", "under_score", "underXscore", "back\\slash", "Straße"])
      await makeKey({ org, name });
  });

  test("takes wildcards as letters", async () => {
    expect(names(await list(ctx, { q: "100%" }))).toEqual(["Tiles 100%"]);
    expect(names(await list(ctx, { q: "r_s" }))).toEqual(["under_score"]);
    expect(names(await list(ctx, { q: "k\\s" }))).toEqual(["back\\slash"]);
    expect(names(await list(ctx, { q: "_" }))).toEqual(["under_score"]);
  });

  test("finds by any part of the name in any case", async () => {
    expect(names(await list(ctx, { q: " TILES " })).sort()).toEqual(["Tiles 100%", "Tiles 1000"]);
    expect(names(await list(ctx, { q: "straße" }))).toEqual(["Straße"]);
  });

  test("finds by the whole key ID, its start, or its start without the prefix", async () => {
    for (const q of [tiles.id, tiles.id.slice(0, 12), tiles.id.slice(4, 12)])
      expect(names(await list(ctx, { q })), q).toEqual(["Tiles 100%"]);
  });

  test("finds by first four, last four, preview, or the whole secret", async () => {
    const [head, tail] = [tiles.plaintext.slice(3, 7), tiles.plaintext.slice(-4)];
    for (const q of [head, tail, `kw_${head}`, `kw_${head}…${tail}`, `kw_${head}...${tail}`, tiles.plaintext])
      expect(names(await list(ctx, { q })), q).toEqual(["Tiles 100%"]);
    expect(names(await list(ctx, { q: `kw_${head}…????` }))).toEqual([]);
  });
});

describe("search beyond the key itself", () => {
  test("finds by a tag, and not across two tags", async () => {
    const org = await makeOrg();
    const ctx = await ownerCtx(org);
    const key = await makeKey({ org, name: "tagged" });
    await makeKey({ org, name: "plain" });
    const tags = ["west coast", "50%_off"];
    await db.key.update({ where: { id: key.id }, data: { tags }, select: { id: true } });
    for (const q of ["WEST", "st co", "50%_"]) expect(names(await list(ctx, { q })), q).toEqual(["tagged"]);
    for (const q of ["coast50", "coast\n50", "50__"]) expect(names(await list(ctx, { q })), q).toEqual([]);
    expect((await list(ctx, { q: "west" })).keys[0]?.tags).toEqual(tags);
  });

  test("finds by the name or the slug of a product", async () => {
    const org = await makeOrg();
    const ctx = await ownerCtx(org);
    const product = await makeProduct({ slug: "isochrones" });
    await makeKey({ org, name: "mine", products: [product] });
    await makeKey({ org, name: "other", products: [await makeProduct({ slug: "weather" })] });
    expect(names(await list(ctx, { q: "ISOCHRON" }))).toEqual(["mine"]);
    expect(names(await list(ctx, { q: product.name }))).toEqual(["mine"]);
  });

  test("finds by the name or the address of who created it, in this organization alone", async () => {
    const [org, other] = [await makeOrg(), await makeOrg()];
    const rosa = await makeUser({ name: "Rosa Lindqvist", email: "rosa@fjord.test" });
    await makeKey({ org, name: "rosa's", createdBy: rosa });
    await makeKey({ org, name: "nobody's" });
    await makeKey({ org: other, name: "elsewhere", createdBy: rosa });
    const ctx = await ownerCtx(org);
    for (const q of ["lindq", "rosa@fjord"]) expect(names(await list(ctx, { q })), q).toEqual(["rosa's"]);
    const [found] = (await list(ctx, { q: "lindq" })).keys;
    expect(found?.createdBy).toEqual({ id: rosa.id, name: "Rosa Lindqvist" });
    expect((await list(ctx, { q: "nobody" })).keys[0]?.createdBy).toBeNull();
  });
});

describe("filters of state and use", () => {
  const days = (count: number) => new Date(NOW.getTime() + count * 86_400_000);

  test("unused for N days are keys at least that old whose every secret was last accepted before", async () => {
    const org = await makeOrg();
    const ctx = await ownerCtx(org);
    const old = days(-40);
    await makeKey({ org, name: "never", createdAt: old });
    await makeKey({ org, name: "new", createdAt: days(-29) });
    await use(await makeKey({ org, name: "just before", createdAt: old }), days(-30));
    await use(await makeKey({ org, name: "just after", createdAt: old }), new Date(days(-30).getTime() + 1));
    const find = async (unusedDays: number) =>
      names(await list(ctx, { unusedDays, sort: "name", direction: "asc" }));
    expect(await find(30)).toEqual(["just before", "never"]);
    expect(await find(29)).toEqual(["just after", "just before", "never", "new"]);
    expect(await find(41)).toEqual([]);
  });

  test("expiring within N days are keys whose end is ahead and no further", async () => {
    const org = await makeOrg();
    const ctx = await ownerCtx(org);
    const ends = { past: days(0), soon: days(14), later: new Date(days(14).getTime() + 1), never: null };
    for (const [name, expiresAt] of Object.entries(ends)) {
      const key = await makeKey({ org, name });
      await db.key.update({ where: { id: key.id }, data: { expiresAt }, select: { id: true } });
    }
    expect(names(await list(ctx, { expiringDays: 14 }))).toEqual(["soon"]);
  });

  test("unrestricted are keys of which nothing is enforced", async () => {
    const org = await makeOrg();
    const ctx = await ownerCtx(org);
    const stored = {
      bare: {},
      observing: { ip: { mode: "observe", allow: ["192.0.2.0/24"] }, domain: { mode: "off" } },
      enforcing: { domain: { mode: "off" }, country: { mode: "enforce", allow: ["DE"] } },
      // A word in a list is no mode.
      deceptive: { userAgent: { mode: "observe", allow: ["enforce"] } },
    };
    for (const [name, restrictions] of Object.entries(stored)) {
      const key = await makeKey({ org, name });
      await db.key.update({ where: { id: key.id }, data: { restrictions }, select: { id: true } });
    }
    const given = { traits: ["unrestricted" as const], sort: "name" as const, direction: "asc" as const };
    expect(names(await list(ctx, given))).toEqual(["bare", "deceptive", "observing"]);
  });

  test("rotating are exactly the keys whose row shows a rotation", async () => {
    const org = await makeOrg();
    const ctx = await ownerCtx(org);
    await makeKey({ org, name: "still" });
    const awaiting = await makeKey({ org, name: "awaiting" });
    const used = await makeKey({ org, name: "used" });
    for (const { secretId } of [awaiting, used])
      await db.secret.update({ where: { id: secretId }, data: { status: "awaiting" }, select: { id: true } });
    await use(used, NOW);
    for (const [name, retiresAt] of Object.entries({ retiring: days(1), ended: NOW })) {
      const key = await makeKey({ org, name });
      const { secretId } = await makeKey({ org: await makeOrg() });
      await db.secret.update({
        where: { id: secretId },
        data: { keyId: key.id, orgId: org.id, status: "retiring", retiresAt },
        select: { id: true },
      });
    }
    const shown = (await list(ctx)).keys.filter(({ rotation }) => rotation !== null).map(({ name }) => name);
    expect(names(await list(ctx, { traits: ["rotating"] }))).toEqual(shown);
    expect(shown.sort()).toEqual(["awaiting", "retiring"]);
  });

  test("leaked are keys that somebody said had leaked", async () => {
    const org = await makeOrg();
    const ctx = await ownerCtx(org);
    const key = await makeKey({ org, name: "leaked" });
    await makeKey({ org, name: "fine" });
    await db.key.update({ where: { id: key.id }, data: { leakedAt: NOW }, select: { id: true } });
    expect(names(await list(ctx, { traits: ["leaked"] }))).toEqual(["leaked"]);
    expect(names(await list(ctx, { traits: ["leaked", "rotating"] }))).toEqual([]);
  });
});

test("each filter narrows, and several narrow together", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const [maps, search] = [await makeProduct(), await makeProduct()];
  await makeKey({ org, name: "a", products: [maps] });
  await makeKey({ org, name: "b", products: [maps, search], state: "disabled" });
  await makeKey({ org, name: "c", products: [search], state: "expired" });
  const find = async (given: Given) => names(await list(ctx, { ...given, sort: "name", direction: "asc" }));
  expect(await find({ productIds: [maps.id] })).toEqual(["a", "b"]);
  expect(await find({ productIds: [maps.id, search.id] })).toEqual(["a", "b", "c"]);
  expect(await find({ productIds: [search.id], status: ["expired", "active"] })).toEqual(["c"]);
  expect(await find({ billingType: ["evaluation"] })).toEqual([]);
  expect(await find({ billingType: ["evaluation", "paying"], status: ["disabled"] })).toEqual(["b"]);
  expect((await list(ctx, { q: "zzz" })).hasKeys).toBe(true);
});

test("the status filter finds exactly the keys that carry that status", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const offset = fc.option(fc.constantFrom(-1, 0, 1), { nil: null });
  const at = (ms: number | null) => (ms === null ? null : new Date(NOW.getTime() + ms));
  const samples = fc.sample(
    fc
      .record({
        disabledAt: offset,
        disabledBy: fc.constantFrom("customer" as const, "staff" as const),
        validFrom: offset,
        expiresAt: offset,
      })
      // The database refuses the rest: a key cannot expire before it begins.
      .filter(
        ({ validFrom, expiresAt }) => validFrom === null || expiresAt === null || validFrom < expiresAt,
      ),
    { numRuns: 60, seed: 5 },
  );
  const expected = new Map<string, string>();
  for (const sample of samples) {
    const columns = {
      disabledAt: at(sample.disabledAt),
      disabledBy: sample.disabledAt === null ? null : sample.disabledBy,
      validFrom: at(sample.validFrom),
      expiresAt: at(sample.expiresAt),
    };
    const key = await makeKey({ org });
    await db.key.update({ where: { id: key.id }, data: columns, select: { id: true } });
    expected.set(key.id, keyStatus({ ...columns, deletedAt: null }, NOW));
  }
  for (const status of LISTED_STATUSES) {
    const found = (await list(ctx, { status: [status], limit: 100 })).keys.map(({ id }) => id);
    const wanted = [...expected].filter(([, one]) => one === status).map(([id]) => id);
    expect(found.sort(), status).toEqual(wanted.sort());
  }
});

describe("pages", () => {
  let ctx: OrgContext;
  const all = 23;
  beforeAll(async () => {
    const org = await makeOrg();
    ctx = await ownerCtx(org);
    for (let i = 0; i < all; i++) {
      // Equal names, times and uses on purpose: the ID alone must keep the order.
      const key = await makeKey({
        org,
        name: `Key ${i % 5}`,
        createdAt: new Date(NOW.getTime() - (i % 4) * 1000),
      });
      const days = (count: number) => new Date(NOW.getTime() + count * 86_400_000);
      await db.key.update({
        where: { id: key.id },
        data: {
          ...(i % 3 === 1 ? { lastRotatedAt: days(-(i % 2)) } : {}),
          ...(i % 3 === 2 ? { expiresAt: days(1 + (i % 2)) } : {}),
        },
        select: { id: true },
      });
      if (i % 3 === 0) await use(key, new Date(NOW.getTime() - (i % 2) * 1000));
      if (i % 3 === 2) await called(key, 1 + (i % 2));
    }
  });

  test.each(SORTS.flatMap((sort) => DIRECTIONS.map((direction) => ({ sort, direction }))))(
    "forth and back by $sort $direction show every key once, in one order",
    async (order) => {
      const whole = (await list(ctx, { ...order, limit: 100 })).keys.map(({ id }) => id);
      expect(new Set(whole).size).toBe(all);
      const forth: string[][] = [];
      let page = await list(ctx, { ...order, limit: 5 });
      expect(page.previousCursor).toBeNull();
      for (;;) {
        forth.push(page.keys.map(({ id }) => id));
        expect(page.total).toBe(all);
        if (page.nextCursor === null) break;
        page = await list(ctx, { ...order, limit: 5, cursor: page.nextCursor });
      }
      expect(forth.flat()).toEqual(whole);
      const back = [page.keys.map(({ id }) => id)];
      while (page.previousCursor !== null) {
        page = await list(ctx, { ...order, limit: 5, cursor: page.previousCursor });
        back.unshift(page.keys.map(({ id }) => id));
      }
      expect(back).toEqual(forth);
    },
  );

  test("names are sorted as people sort them, not by code point", async () => {
    const org = await makeOrg();
    for (const name of ["banana", "Zebra", "apple", "Äpfel"]) await makeKey({ org, name });
    const sorted = names(await list(await ownerCtx(org), { sort: "name", direction: "asc" }));
    expect(sorted).toEqual(["Äpfel", "apple", "banana", "Zebra"]);
  });

  test("by requests means those of the last 24 hours, as the row counts them", async () => {
    const org = await makeOrg();
    const [most, some, none] = [
      await makeKey({ org, name: "most" }),
      await makeKey({ org, name: "some" }),
      await makeKey({ org, name: "none" }),
    ];
    await called(most, 900, 0);
    await called(some, 1000, 23 * 60);
    await called(most, 200, 23 * 60);
    await called(none, 9999, 24 * 60);
    const by = async (direction: "asc" | "desc") =>
      names(await list(await ownerCtx(org), { sort: "requests", direction }));
    expect(await by("desc")).toEqual(["most", "some", "none"]);
    expect(await by("asc")).toEqual(["none", "some", "most"]);
  });

  test("requests are counted once for many who page at the same time, and again after half a minute", async () => {
    const org = await makeOrg();
    const key = await makeKey({ org });
    const owner = await ownerCtx(org);
    await called(key, 5);
    const at = (ms: number) => requestsByKey({ ...owner, now: new Date(NOW.getTime() + ms) });
    const query = vi.spyOn(pg.Client.prototype, "query");
    await Promise.all([at(0), at(1), at(KEPT_MS - 1)]);
    expect(query.mock.calls.length).toBe(1);
    await called(key, 7, 0);
    expect((await at(KEPT_MS - 1)).get(key.id)).toBe(5);
    expect((await at(KEPT_MS)).get(key.id)).toBe(12);
  });

  test("a page takes two statements, however many keys it shows", async () => {
    const query = vi.spyOn(pg.Client.prototype, "query");
    await list(ctx, { limit: 1 });
    const few = query.mock.calls.length;
    query.mockClear();
    await list(ctx, { limit: 100, sort: "last_used" });
    expect(query.mock.calls.length).toBe(few);
    expect(few).toBe(2);
  });
});
