import pg from "pg";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { db } from "@/lib/db/client";
import type { MemberContext } from "@/lib/orgs/context";
import { NOW } from "@/test/clock";
import { adminCtx, memberCtx } from "@/test/contexts";
import { makeKey, makeOrg, makeProduct, type TestProduct } from "@/test/factories";
import { program } from "@/test/management";

let maps: TestProduct;
let search: TestProduct;
beforeAll(async () => {
  maps = await makeProduct({ slug: "maps", defaultQps: 5 });
  search = await makeProduct({ slug: "search", defaultQps: 10 });
});

const QUOTA = { unit: "requests", period: "day", limit: 10 };

async function admin(): Promise<MemberContext> {
  return adminCtx(await makeOrg());
}

const PLAIN = {
  status: "active",
  billingType: "paying",
  access: "write",
  restrictions: {
    domains: [],
    ips: { allow: [], deny: [] },
    userAgents: { allow: [], deny: [] },
    countries: { allow: [], deny: [] },
    hours: { timeZone: "UTC", windows: [] },
  },
  enforcement: { domains: "off", ips: "off", userAgents: "off", countries: "off", hours: "off" },
  quotas: [],
  allowQueryKey: true,
  allowNoOrigin: false,
  validFrom: null,
  expiresAt: null,
  createdAt: NOW.toISOString(),
  lastRotatedAt: null,
  lastUsedAt: null,
  note: "",
  tags: [],
  version: 1,
};

describe("creating a key", () => {
  test("answers the key with its secret, once; it belongs to whoever made the token", async () => {
    const ctx = await admin();
    const { id: tokenId, ask } = await program(ctx);
    const made = await ask("POST", "/keys", { body: { name: "Shop", products: [{ product: "maps" }] } });
    expect(made.status).toBe(201);
    const { id, secret, ...rest } = made.body as { id: string; secret: string };
    expect(secret).toMatch(/^kw_[0-9A-Za-z]{49}$/);
    expect(rest).toMatchObject({
      ...PLAIN,
      name: "Shop",
      products: [{ product: "maps", classes: [{ class: "default", qps: 5, source: "default" }] }],
      createdBy: { id: ctx.actor.id, name: ctx.actor.name },
      secrets: [
        {
          preview: `kw_${secret.slice(3, 7)}…${secret.slice(-4)}`,
          status: "current",
          retiresAt: null,
          lastUsedAt: null,
        },
      ],
    });
    expect(made.headers.get("location")).toBe(`/api/v1/keys/${id}`);
    expect(made.headers.get("etag")).toBe('"1"');
    expect(made.headers.get("cache-control")).toBe("no-store");

    const got = await ask("GET", `/keys/${id}`);
    expect(got.body).toEqual({ id, ...rest });
    expect(JSON.stringify([got.body, (await ask("GET", "/keys")).body])).not.toContain(secret.slice(8, 40));
    const entry = await db.auditEntry.findFirstOrThrow({ where: { targetId: id, action: "key.created" } });
    expect(entry).toMatchObject({ actorType: "token", actorId: tokenId });
  });

  test("takes everything a key can be told", async () => {
    const { ask } = await program(await admin());
    const body = {
      name: "Shop",
      billingType: "evaluation",
      products: [{ product: search.id, classes: [{ class: "default", qps: 3 }] }, { product: "maps" }],
      access: "read",
      restrictions: {
        domains: ["Example.com", "*.example.com"],
        ips: { deny: ["192.0.2.7"] },
        hours: {
          timeZone: "Europe/Berlin",
          windows: [{ days: ["mon", "tue"], from: "09:00", to: "17:30" }],
        },
      },
      enforcement: { ips: "observe" },
      quotas: [{ unit: "requests", period: "day", limit: 1000 }],
      allowQueryKey: false,
      allowNoOrigin: true,
      validFrom: "2026-04-01T00:00:00Z",
      expiresAt: "2027-04-01T02:00:00+02:00",
      note: "For the shop.",
      tags: ["shop", "eu"],
    };
    const made = await ask("POST", "/keys", { body });
    expect(made).toMatchObject({ status: 201 });
    expect(made.body).toMatchObject({
      status: "not_yet_valid",
      billingType: "evaluation",
      access: "read",
      restrictions: {
        domains: ["example.com", "*.example.com"],
        ips: { allow: [], deny: ["192.0.2.7"] },
        hours: body.restrictions.hours,
      },
      enforcement: {
        domains: "enforce",
        ips: "observe",
        userAgents: "off",
        countries: "off",
        hours: "enforce",
      },
      quotas: body.quotas,
      allowQueryKey: false,
      allowNoOrigin: true,
      validFrom: "2026-04-01T00:00:00.000Z",
      expiresAt: "2027-04-01T00:00:00.000Z",
      note: "For the shop.",
      tags: ["shop", "eu"],
    });
    expect(made.body.products).toContainEqual({
      product: "search",
      classes: [{ class: "default", qps: 3, source: "customer" }],
    });
  });

  test("starts with the organization's default restrictions where the body says nothing", async () => {
    const ctx = await admin();
    const defaultRestrictions = { ip: { mode: "enforce", allow: ["192.0.2.0/24"], deny: [] } };
    await db.org.update({ where: { id: ctx.org.id }, data: { defaultRestrictions } });
    const { ask } = await program(ctx);
    const plain = await ask("POST", "/keys", { body: { name: "A", products: [{ product: "maps" }] } });
    expect(plain.body).toMatchObject({ restrictions: { ips: { allow: ["192.0.2.0/24"] } } });
    const said = await ask("POST", "/keys", {
      body: { name: "B", products: [{ product: "maps" }], restrictions: { countries: { allow: ["de"] } } },
    });
    expect(said.body).toMatchObject({
      restrictions: { ips: { allow: ["192.0.2.0/24"] }, countries: { allow: ["DE"] } },
      enforcement: { ips: "enforce", countries: "enforce" },
    });
  });

  test.each([
    ["an unknown field", { colour: "red" }, "colour"],
    ["an unknown field inside", { restrictions: { referrers: [] } }, "restrictions.referrers"],
    ["a field only we set", { status: "active" }, "status"],
    ["another organization", { orgId: "org_1" }, "orgId"],
    ["no product there is", { products: [{ product: "tea" }] }, "products.0.product"],
    [
      "a class of nothing",
      { products: [{ product: "maps", classes: [{ class: "x" }] }] },
      "products.0.classes.0.class",
    ],
    [
      "more than was agreed",
      { products: [{ product: "maps", classes: [{ class: "default", qps: 6 }] }] },
      "products.0.classes.0.qps",
    ],
    [
      "a domain that is none",
      { restrictions: { domains: ["a.example", "http://x"] } },
      "restrictions.domains.1",
    ],
    ["a public suffix", { restrictions: { domains: ["*.co.uk"] } }, "restrictions.domains"],
    [
      "a network that is none",
      { restrictions: { ips: { allow: ["300.1.1.1"] } } },
      "restrictions.ips.allow.0",
    ],
    ["a zone that is none", { restrictions: { hours: { timeZone: "Mars" } } }, "restrictions.hours.timeZone"],
    ["enforcing nothing", { enforcement: { domains: "enforce" } }, "restrictions.domains"],
    ["a quota twice", { quotas: [1, 2].map((limit) => ({ unit: "bytes", period: "day", limit })) }, "quotas"],
    [
      "a quota of no product",
      { quotas: [{ ...QUOTA, product: "nope", class: "default" }] },
      "quotas.0.product",
    ],
    ["a quota of no class", { quotas: [{ ...QUOTA, product: "maps", class: "nope" }] }, "quotas.0.class"],
    ["half a class", { quotas: [{ ...QUOTA, product: "maps" }] }, "quotas.0.class"],
    [
      "a quota of a class it cannot call",
      { quotas: [{ ...QUOTA, product: "search", class: "default" }] },
      "quotas.0.class",
    ],
    ["a billing type it cannot have", { billingType: "freemium" }, "billingType"],
    ["an end that is past", { expiresAt: "2020-01-01T00:00:00Z" }, "expiresAt"],
    ["a secret as a name", { name: `kw_${"a".repeat(49)}` }, "name"],
  ])("with %s is refused at that field, and makes nothing", async (_, fields, at) => {
    const ctx = await admin();
    const { ask } = await program(ctx);
    const body = { name: "Shop", products: [{ product: "maps" }], ...fields };
    const refused = await ask("POST", "/keys", { body });
    expect(refused).toMatchObject({ status: 422, body: { code: "invalid_input", status: 422 } });
    expect(Object.keys(refused.body.fields as object)).toEqual([at]);
    expect(await db.key.count({ where: { orgId: ctx.org.id } })).toBe(0);
  });
});

describe("changing a key", () => {
  async function shop() {
    const ctx = await admin();
    const one = await program(ctx);
    const made = await one.ask("POST", "/keys", {
      body: {
        name: "Shop",
        products: [{ product: "maps", classes: [{ class: "default", qps: 3 }] }, { product: "search" }],
        restrictions: { domains: ["example.com"], ips: { deny: ["192.0.2.7"] } },
        quotas: [{ unit: "requests", period: "day", limit: 1000 }],
      },
    });
    const path = `/keys/${made.body.id}`;
    const { secret: _, ...before } = made.body;
    return {
      ctx,
      ...one,
      path,
      before,
      patch: (body: unknown, headers = {}) => one.ask("PATCH", path, { body, headers }),
    };
  }

  test("changes what it is told, leaves the rest, and says so in one row of the audit log", async () => {
    const { patch, before, path, ask } = await shop();
    const after = await patch({
      name: "Store",
      note: "Moved.",
      tags: ["x"],
      access: "read",
      reason: "Tidy.",
    });
    expect(after).toMatchObject({ status: 200 });
    expect(after.body).toEqual({
      ...before,
      name: "Store",
      note: "Moved.",
      tags: ["x"],
      access: "read",
      version: 2,
    });
    expect(after.headers.get("etag")).toBe('"2"');
    expect((await ask("GET", path)).body).toEqual(after.body);
    const rows = await db.auditEntry.findMany({
      where: { targetId: before.id as string, action: "key.edited" },
    });
    expect(rows).toMatchObject([
      {
        before: { name: "Shop", access: "write" },
        after: { name: "Store", note: "Moved.", tags: ["x"], access: "read" },
        reason: "Tidy.",
      },
    ]);
  });

  test("with what an answer holds is no change", async () => {
    const { patch, before } = await shop();
    const { products, restrictions, enforcement, quotas, name, access, note, tags } = before;
    const same = {
      products: (products as { product: string; classes: { class: string; qps: number }[] }[]).map((one) => ({
        product: one.product,
        classes: one.classes.map(({ class: slug, qps }) => ({ class: slug, qps })),
      })),
      ...{ restrictions, enforcement, quotas, name, access, note, tags },
    };
    expect(await patch(same)).toMatchObject({ status: 200, body: before });
  });

  test("holds quotas of a class beside those of the whole key, and replaces them all together", async () => {
    const { patch } = await shop();
    const whole = { unit: "requests", period: "day", limit: 1000 };
    const ofClass = { ...whole, limit: 100, product: "maps", class: "default" };
    const both = await patch({ quotas: [ofClass, { ...whole, product: maps.id, class: maps.classId }] });
    expect(both).toMatchObject({ status: 422, body: { fields: { quotas: [/twice/] } } });
    const set = await patch({ quotas: [{ ...ofClass, product: maps.id, class: maps.classId }, whole] });
    expect(set.body).toMatchObject({ quotas: [whole, ofClass] });
    expect((await patch({ quotas: set.body.quotas })).body).toEqual(set.body);
    expect((await patch({ quotas: [whole] })).body.quotas).toEqual([whole]);
    await patch({ quotas: [ofClass] });
    expect((await patch({ products: [{ product: "search" }] })).body.quotas).toEqual([]);
    expect((await patch({ quotas: [ofClass] })).body).toMatchObject({
      code: "invalid_input",
      fields: { "quotas.0.class": [/not valid for this endpoint class/] },
    });
  });

  test("enforces a list that is set without its enforcement, and turns an emptied one off", async () => {
    const { patch } = await shop();
    const observed = await patch({ enforcement: { domains: "observe" } });
    expect(observed.body.enforcement).toMatchObject({ domains: "observe", ips: "enforce" });
    const set = await patch({ restrictions: { domains: ["other.example"] } });
    expect(set.body).toMatchObject({
      restrictions: { domains: ["other.example"], ips: { deny: ["192.0.2.7"] } },
      enforcement: { domains: "enforce", ips: "enforce" },
    });
    const emptied = await patch({ restrictions: { domains: [], ips: { deny: [] } } });
    expect(emptied.body).toMatchObject({
      restrictions: { domains: [], ips: { allow: [], deny: [] } },
      enforcement: { domains: "off", ips: "off" },
    });
    const said = await patch({
      restrictions: { userAgents: { allow: ["curl/*"] } },
      enforcement: { userAgents: "observe" },
    });
    expect(said.body.enforcement).toMatchObject({ userAgents: "observe" });
  });

  test("keeps own limits it does not mention, lifts those it takes away, and lets go of a product's", async () => {
    const { patch } = await shop();
    const ofMaps = (body: Record<string, unknown>) =>
      (body.products as { product: string; classes: unknown[] }[]).find(({ product }) => product === "maps")
        ?.classes;
    const alone = await patch({ products: [{ product: "maps" }] });
    expect(alone.body).toMatchObject({ quotas: [{ limit: 1000 }], products: [{ product: "maps" }] });
    expect(ofMaps(alone.body)).toEqual([{ class: "default", qps: 3, source: "customer" }]);
    const lifted = await patch({
      products: [{ product: "maps", classes: [{ class: "default", qps: null }] }],
    });
    expect(ofMaps(lifted.body)).toEqual([{ class: "default", qps: 5, source: "default" }]);
    expect((await patch({ quotas: [] })).body).toMatchObject({ quotas: [] });
    const other = await patch({ products: [{ product: "search", classes: [{ class: "default", qps: 2 }] }] });
    expect(other.body.products).toEqual([
      { product: "search", classes: [{ class: "default", qps: 2, source: "customer" }] },
    ]);
    expect((await patch({ products: [{ product: "maps" }] })).body).toMatchObject({
      products: [{ product: "maps", classes: [{ qps: 5, source: "default" }] }],
    });
  });

  test("refuses a stale If-Match and takes a fresh one, a list with it, or *", async () => {
    const { patch, ask, path } = await shop();
    for (const [etag, status] of [
      ['"1"', 200],
      ['"1"', 412],
      ['W/"2"', 412],
      ["2", 412],
      ['"1", "2"', 200],
      ["*", 200],
    ] as const) {
      const name = `Named ${Math.random()}`;
      const told = await patch({ name }, { "if-match": etag });
      expect(told.status, etag).toBe(status);
      if (status === 412) expect(told.body).toMatchObject({ code: "version_mismatch" });
    }
    const stale = await ask("POST", `${path}/disable`, { headers: { "if-match": '"1"' } });
    expect(stale).toMatchObject({ status: 412 });
    expect((await ask("DELETE", path, { headers: { "if-match": '"1"' } })).status).toBe(412);
    expect((await ask("GET", path)).body).toMatchObject({ status: "active", version: 4 });
  });

  test("of two programs that saw the same version, one changes it", async () => {
    const { patch } = await shop();
    const both = await Promise.all(
      ["A", "B", "C", "D"].map((name) => patch({ name }, { "if-match": '"1"' })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
  });

  test.each([
    "id",
    "status",
    "createdAt",
    "version",
    "secrets",
    "lastUsedAt",
    "isProtected",
    "orgId",
    "createdById",
  ])("of %s is refused: only we set that", async (field) => {
    const { patch } = await shop();
    expect(await patch({ [field]: "x" })).toMatchObject({
      status: 422,
      body: { fields: { [field]: [expect.any(String)] } },
    });
  });
});

describe("listing keys", () => {
  test("pages through all of them, the newest first, each once", async () => {
    const ctx = await admin();
    const { ask } = await program(ctx);
    const made: string[] = [];
    for (let n = 0; n < 7; n += 1) {
      const createdAt = new Date(NOW.getTime() - Math.floor(n / 2) * 1000);
      made.push((await makeKey({ org: ctx.org, products: [maps], createdAt })).id);
    }
    const seen: string[] = [];
    let cursor = "";
    for (let page = 0; page < 10; page += 1) {
      const { body } = await ask("GET", `/keys?limit=3${cursor && `&cursor=${cursor}`}`);
      seen.push(...(body.data as { id: string }[]).map(({ id }) => id));
      if (body.nextCursor === null) break;
      cursor = body.nextCursor as string;
    }
    expect([...seen].sort()).toEqual([...made].sort());
    expect(seen.slice(0, 2).sort()).toEqual(made.slice(0, 2).sort());
  });

  test("finds by words, state, product and billing type; the trash only when asked for", async () => {
    const ctx = await admin();
    const { ask } = await program(ctx);
    const shop = await makeKey({ org: ctx.org, name: "Shop", products: [maps] });
    const off = await makeKey({ org: ctx.org, name: "Off", state: "disabled", products: [search] });
    const gone = await makeKey({ org: ctx.org, name: "Gone", state: "deleted" });
    const ids = async (query: string) => {
      const { body } = await ask("GET", `/keys?${query}`);
      return (body.data as { id: string }[]).map(({ id }) => id);
    };
    expect((await ids("")).sort()).toEqual([shop.id, off.id].sort());
    expect(await ids("q=sho")).toEqual([shop.id]);
    expect(await ids("status=disabled")).toEqual([off.id]);
    expect(await ids("status=deleted")).toEqual([gone.id]);
    expect(await ids("product=maps")).toEqual([shop.id]);
    expect(await ids(`product=${search.id}`)).toEqual([off.id]);
    expect(await ids("billingType=evaluation")).toEqual([]);
  });

  test.each([
    ["an unknown parameter", "colour=red", "colour"],
    ["a limit that is too high", "limit=101", "limit"],
    ["a limit that is none", "limit=many", "limit"],
    ["a parameter twice", "limit=1&limit=2", "limit"],
    ["a state there is not", "status=asleep", "status"],
    ["a cursor that is none", "cursor=x", "cursor"],
  ])("refuses %s", async (_, query, field) => {
    const { ask } = await program(await admin());
    const refused = await ask("GET", `/keys?${query}`);
    expect(refused).toMatchObject({ status: 422, body: { fields: { [field]: [expect.any(String)] } } });
  });

  test("takes as many statements for a hundred keys as for one", async () => {
    const ctx = await admin();
    const { ask } = await program(ctx);
    await makeKey({ org: ctx.org, products: [maps] });
    const query = vi.spyOn(pg.Client.prototype, "query");
    const countStatements = async () => {
      query.mockClear();
      await ask("GET", "/keys?limit=100");
      return query.mock.calls.length;
    };
    // The first request of a minute notes that the token is used.
    await countStatements();
    const one = await countStatements();
    for (let n = 0; n < 30; n += 1) await makeKey({ org: ctx.org, products: [maps, search] });
    expect(await countStatements()).toBe(one);
    expect(one).toBeLessThan(20);
  });
});

describe("the life of a key", () => {
  test("disable, enable, delete, restore, each with its state and its reason", async () => {
    const ctx = await admin();
    const { ask } = await program(ctx);
    const { id } = await makeKey({ org: ctx.org, products: [maps] });
    const off = await ask("POST", `/keys/${id}/disable`, { body: { reason: "Holidays." } });
    expect(off).toMatchObject({ status: 200, body: { status: "disabled", version: 2 } });
    expect(await ask("POST", `/keys/${id}/disable`)).toMatchObject({
      status: 409,
      body: { code: "already_disabled" },
    });
    expect(await ask("POST", `/keys/${id}/enable`)).toMatchObject({
      status: 200,
      body: { status: "active" },
    });
    expect(await ask("POST", `/keys/${id}/enable`)).toMatchObject({
      status: 409,
      body: { code: "not_disabled" },
    });
    const gone = await ask("DELETE", `/keys/${id}`, { body: { reason: "Not needed." } });
    expect(gone).toMatchObject({ status: 204, body: {} });
    expect(await ask("DELETE", `/keys/${id}`)).toMatchObject({ status: 404 });
    expect(await ask("GET", `/keys/${id}`)).toMatchObject({ status: 200, body: { status: "deleted" } });
    expect(await ask("PATCH", `/keys/${id}`, { body: { name: "X" } })).toMatchObject({ status: 404 });
    expect(await ask("POST", `/keys/${id}/restore`)).toMatchObject({
      status: 200,
      body: { status: "active" },
    });
    expect(await ask("POST", `/keys/${id}/restore`)).toMatchObject({ status: 404 });
    const rows = await db.auditEntry.findMany({ where: { targetId: id }, orderBy: { seq: "asc" } });
    expect(rows.map(({ action, reason }) => [action, reason])).toEqual([
      ["key.disabled", "Holidays."],
      ["key.enabled", null],
      ["key.deleted", "Not needed."],
      ["key.restored", null],
    ]);
  });

  test("what staff disabled says how to reach support", async () => {
    const ctx = await admin();
    const { ask } = await program(ctx);
    const { id } = await makeKey({ org: ctx.org, state: "disabled_by_staff" });
    expect(await ask("GET", `/keys/${id}`)).toMatchObject({ body: { status: "disabled_by_staff" } });
    expect(await ask("POST", `/keys/${id}/enable`)).toMatchObject({
      status: 403,
      body: { code: "disabled_by_staff", detail: expect.stringContaining("support@") },
    });
  });

  test("a developer's token acts on the developer's keys only", async () => {
    const org = await makeOrg();
    const boss = await adminCtx(org);
    const { ask } = await program(boss);
    const developer = await memberCtx(org, "developer");
    await db.membership.update({
      where: { orgId_userId: { orgId: org.id, userId: boss.actor.id } },
      data: { role: "developer" },
    });
    const own = await makeKey({ org, createdBy: boss.actor });
    const other = await makeKey({ org, createdBy: developer.actor });
    expect(await ask("POST", `/keys/${own.id}/disable`)).toMatchObject({ status: 200 });
    expect(await ask("POST", `/keys/${other.id}/disable`)).toMatchObject({
      status: 403,
      body: { code: "forbidden" },
    });
  });
});
