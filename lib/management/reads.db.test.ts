import { describe, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { markAllUnrolled } from "@/lib/usage/mark-unrolled";
import { NOW } from "@/test/clock";
import { adminCtx, memberCtx } from "@/test/contexts";
import { makeKey, makeMember, makeOrg, type TestOrg } from "@/test/factories";
import { program } from "@/test/management";

const MINUTE = 60_000;

/** Counted calls of a key, so many minutes before `NOW`. */
async function count(
  org: TestOrg,
  keyId: string,
  [minutesAgo, status, code, requests, bytesIn, bytesOut]: [number, number, string, number, number, number],
) {
  await pool().query(
    `INSERT INTO usage_minute
       (minute, org_id, key_id, secret_id, product_id, class_id, status, code, requests, bytes_in, bytes_out)
     VALUES ($1, $2, $3, 'sec_1', 'prd_1', 'cls_1', $4, $5, $6, $7, $8)`,
    [new Date(NOW.getTime() - minutesAgo * MINUTE), org.id, keyId, status, code, requests, bytesIn, bytesOut],
  );
  await markAllUnrolled(pool(), new Date(NOW.getTime() - 2 * 60 * MINUTE), NOW);
}

describe("usage of a key", () => {
  async function used() {
    const org = await makeOrg();
    const { ask } = await program(await adminCtx(org));
    const key = await makeKey({ org });
    const other = await makeKey({ org });
    await count(org, key.id, [1, 200, "", 10, 100, 5000]);
    await count(org, key.id, [1, 429, "qps_exceeded", 3, 30, 600]);
    await count(org, key.id, [61, 502, "upstream_unreachable", 2, 20, 200]);
    await count(org, key.id, [61, 404, "", 1, 10, 100]);
    await count(org, other.id, [1, 200, "", 1000, 1, 1]);
    return { ask, org, key, usage: (query: string) => ask("GET", `/keys/${key.id}/usage${query}`) };
  }

  test("counts by the hour, zeros included, and adds up to its totals", async () => {
    const { usage } = await used();
    const { status, body } = await usage("?from=2026-03-02T09:00:00Z&to=2026-03-02T12:00:00Z&interval=hour");
    expect(status).toBe(200);
    expect(body).toEqual({
      from: "2026-03-02T09:00:00.000Z",
      to: "2026-03-02T12:00:00.000Z",
      interval: "hour",
      totals: { requests: 16, qpsBreaches: 3, status4xx: 4, status5xx: 2, bytesIn: 160, bytesOut: 5900 },
      series: [
        {
          time: "2026-03-02T09:00:00.000Z",
          requests: 0,
          qpsBreaches: 0,
          status4xx: 0,
          status5xx: 0,
          bytesIn: 0,
          bytesOut: 0,
        },
        {
          time: "2026-03-02T10:00:00.000Z",
          requests: 3,
          qpsBreaches: 0,
          status4xx: 1,
          status5xx: 2,
          bytesIn: 30,
          bytesOut: 300,
        },
        {
          time: "2026-03-02T11:00:00.000Z",
          requests: 13,
          qpsBreaches: 3,
          status4xx: 3,
          status5xx: 0,
          bytesIn: 130,
          bytesOut: 5600,
        },
      ],
    });
  });

  test("takes times with a zone, and dates; without any it is the last day by the hour", async () => {
    const { usage } = await used();
    expect((await usage("")).body).toMatchObject({
      from: "2026-03-01T12:00:00.000Z",
      to: NOW.toISOString(),
      interval: "hour",
      totals: { requests: 16 },
    });
    const zoned = await usage(`?from=${encodeURIComponent("2026-03-02T12:00:00+01:00")}&interval=minute`);
    expect(zoned.body).toMatchObject({ from: "2026-03-02T11:00:00.000Z", totals: { requests: 13 } });
    expect((zoned.body.series as unknown[]).length).toBe(60);
    const days = await usage("?from=2026-03-01&to=2026-03-03&interval=day");
    expect((days.body.series as { time: string }[]).map(({ time }) => time)).toEqual([
      "2026-03-01T00:00:00.000Z",
      "2026-03-02T00:00:00.000Z",
    ]);
  });

  test.each([
    ["no time", "from=yesterday", "from"],
    ["an end before the start", "from=2026-03-02&to=2026-03-01", "from"],
    ["a start in the future", "from=2027-01-01", "from"],
    ["too many minutes", "from=2026-02-28&interval=minute", "interval"],
    ["too many hours", "from=2026-01-01&interval=hour", "interval"],
    ["too many days", "from=2024-01-01&interval=day", "interval"],
    ["an interval there is not", "interval=week", "interval"],
  ])("refuses %s", async (_, query, field) => {
    const { usage } = await used();
    expect(await usage(`?${query}`)).toMatchObject({
      status: 422,
      body: { fields: { [field]: [expect.any(String)] } },
    });
  });
});

test("members are paged in the order in which they joined, none of another organization", async () => {
  const org = await makeOrg();
  const ctx = await adminCtx(org);
  const { ask } = await program(ctx);
  for (const role of ["owner", "developer", "viewer", "viewer"] as const) await makeMember(org, role);
  await memberCtx(await makeOrg(), "owner");
  const seen: Record<string, unknown>[] = [];
  let query = "?limit=2";
  for (let page = 0; page < 9; page += 1) {
    const { body } = await ask("GET", `/members${query}`);
    seen.push(...(body.data as Record<string, unknown>[]));
    if (body.nextCursor === null) break;
    query = `?limit=2&cursor=${body.nextCursor}`;
  }
  expect(seen.map(({ role }) => role).sort()).toEqual(["admin", "developer", "owner", "viewer", "viewer"]);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(5);
  expect(Object.keys(seen[0] ?? {}).sort()).toEqual([
    "email",
    "id",
    "isDisabled",
    "joinedAt",
    "name",
    "role",
  ]);
});

test("the audit log is paged from the newest, filtered, and names people and tokens; never another organization's", async () => {
  const org = await makeOrg();
  const ctx = await adminCtx(org);
  const { ask, id: tokenId } = await program(ctx);
  const stranger = await program(await adminCtx(await makeOrg()));
  const key = await makeKey({ org });
  await ask("PATCH", `/keys/${key.id}`, { body: { name: "Renamed" } });
  await ask("POST", `/keys/${key.id}/disable`, { body: { reason: "Holidays." } });
  await ask("POST", `/keys/${key.id}/enable`);
  const first = await ask("GET", "/audit?limit=2");
  expect(first.body.data).toMatchObject([
    { seq: 4, action: "key.enabled", actor: { type: "token", id: tokenId, name: "CI" } },
    { seq: 3, action: "key.disabled", reason: "Holidays.", target: { type: "key", id: key.id } },
  ]);
  const second = await ask("GET", `/audit?limit=2&cursor=${first.body.nextCursor}`);
  expect(second.body).toMatchObject({
    data: [
      { seq: 2, action: "key.edited", before: { name: key.name }, after: { name: "Renamed" } },
      { seq: 1, action: "management_token.created", actor: { type: "user", name: ctx.actor.name } },
    ],
    nextCursor: null,
  });
  const only = async (query: string) =>
    ((await ask("GET", `/audit?${query}`)).body.data as { seq: number }[]).map(({ seq }) => seq);
  expect(await only("action=key.disabled")).toEqual([3]);
  expect(await only(`targetId=${key.id}`)).toEqual([4, 3, 2]);
  expect(await only(`actorId=${ctx.actor.id}`)).toEqual([1]);
  expect(await only("from=2026-03-03T00:00:00Z")).toEqual([]);
  const foreign = await stranger.ask("GET", `/audit?targetId=${key.id}`);
  expect(foreign.body).toEqual({ data: [], nextCursor: null });
  expect(await stranger.ask("GET", `/audit?limit=2&cursor=${first.body.nextCursor}`)).toMatchObject({
    status: 422,
  });
});
