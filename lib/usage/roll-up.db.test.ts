import type { Pool } from "pg";
import { beforeEach, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import type { UsageRecord } from "@/lib/edge/ports";
import type { OrgContext } from "@/lib/orgs/context";
import { NOW } from "@/test/clock";
import { viewerCtx } from "@/test/contexts";
import { makeKey, makeOrg, makeProduct, type TestKey, type TestOrg } from "@/test/factories";
import { addRecords } from "./add-records";
import { usageReport } from "./report";
import { rollUp } from "./roll-up";
import type { UsageQuery } from "./schemas";
import { recordOf } from "./testing/record";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./units";

const nowMs = NOW.getTime();
let org: TestOrg;
let ctx: OrgContext;
let keys: TestKey[];
let productId: string;

beforeEach(async () => {
  org = await makeOrg();
  await pool().query("UPDATE org SET created_at = '2025-01-01' WHERE id = $1", [org.id]);
  const product = await makeProduct();
  productId = product.id;
  keys = [await makeKey({ org, products: [product] }), await makeKey({ org, products: [product] })];
  ctx = await viewerCtx(org);
});

/** Calls of many kinds, `spreadMs` long until now: the same ones for the same seed. */
function calls(count: number, spreadMs: number, seed = 7): UsageRecord[] {
  let state = seed;
  const next = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state % below;
  };
  return Array.from({ length: count }, () => {
    const [status, code] = [
      [200, ""],
      [404, ""],
      [429, "qps_exceeded"],
      [401, "key_expired"],
      [502, "upstream_unreachable"],
    ][next(5)] as [number, string];
    return recordOf({
      at: nowMs - 1 - next(spreadMs),
      orgId: org.id,
      keyId: keys[next(2)]?.id ?? "",
      secretId: `sec_${next(3)}`,
      productId,
      classId: `cls_${next(2)}`,
      status,
      code,
      bytesIn: next(100),
      bytesOut: next(10_000),
      latencyMs: 1 + next(400),
      ip: `192.0.2.${next(30)}`,
    });
  });
}

async function count(records: readonly UsageRecord[]): Promise<void> {
  const client = await pool().connect();
  try {
    await client.query("BEGIN");
    await addRecords(client, records);
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}

const QUERIES: readonly Partial<UsageQuery>[] = [
  { range: { preset: "30d" }, detail: "day", timeZone: "UTC" },
  { range: { preset: "30d" }, detail: "day", timeZone: "Asia/Kathmandu" },
  { range: { preset: "7d" }, detail: "day", timeZone: "America/New_York", compare: "previous" },
  { range: { preset: "7d" }, detail: "day", timeZone: "Asia/Kolkata", compare: "previous" },
  { range: { preset: "7d" }, detail: "hour", timeZone: "Asia/Kolkata" },
  { range: { preset: "24h" }, detail: "minute", timeZone: "UTC" },
];

async function reports() {
  const queries = QUERIES.flatMap((query) => [query, { ...query, keys: [keys[0]?.id ?? ""] }]);
  const found = [];
  for (const query of queries) {
    const given = {
      keys: [],
      products: [],
      compare: "",
      detail: "day",
      timeZone: "UTC",
      ...query,
    } as unknown as UsageQuery;
    const { totals, series, comparison } = await usageReport(ctx, given);
    found.push({ totals, series, comparison });
  }
  return found;
}

const rolled = async (table: string) =>
  (
    await pool().query<{ requests: string | null }>(
      `SELECT sum(requests) AS requests FROM ${table} WHERE org_id = $1 AND key_id = '*'`,
      [org.id],
    )
  ).rows[0]?.requests;

test("numbers are the same before and after rolling up, late calls included, whatever range and time zone they are read in", async () => {
  const farBack = (call: UsageRecord, n: number) => ({ ...call, at: call.at - (n % 4) * 6 * DAY_MS });
  await count(calls(2_000, 3 * DAY_MS).map(farBack));
  const before = await reports();
  expect(before[0]?.totals.requests).toBe(2_000);
  expect(await rollUp(pool(), nowMs)).toBeGreaterThan(200);
  // A fourth of them came since Thursday, 26 February, in a week that is not over.
  expect(await rolled("usage_week")).toBe("1500");
  expect(await reports()).toEqual(before);

  await count(calls(300, 3 * DAY_MS, 8).map(farBack));
  const late = await reports();
  expect(late[0]?.totals.requests).toBe(2_300);
  expect(await rollUp(pool(), nowMs)).toBeGreaterThan(0);
  expect(await reports()).toEqual(late);
  expect(await rollUp(pool(), nowMs)).toBe(0);
});

test("what is rolled up needs no minutes any more", async () => {
  await count(calls(500, DAY_MS).map((call) => ({ ...call, at: call.at - 2 * DAY_MS })));
  const before = await reports();
  await rollUp(pool(), nowMs);
  await pool().query("DELETE FROM usage_minute WHERE org_id = $1", [org.id]);
  expect((await reports()).slice(0, 8)).toEqual(before.slice(0, 8));
  expect(await rolled("usage_quarter")).toBe("500");
  expect(await rolled("usage_day")).toBe("500");
});

test("a roller that dies at any statement changes no number, and the next one goes on", async () => {
  await count(calls(400, 5 * HOUR_MS).map((call) => ({ ...call, at: call.at - DAY_MS })));
  const before = await reports();
  for (let statements = 1; statements < 40; statements += 3) {
    await rollUp(dyingAfter(statements), nowMs).catch(() => undefined);
    if (statements % 4 === 0) expect((await reports())[0]).toEqual(before[0]);
  }
  await rollUp(pool(), nowMs);
  expect(await reports()).toEqual(before);
  expect(await rolled("usage_day")).toBe("400");
}, 30_000);

/** A pool whose connections are lost, without a word to the server, after some statements. */
function dyingAfter(statements: number): Pool {
  let left = statements;
  return {
    connect: async () => {
      const client = await pool().connect();
      const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>;
      return Object.assign(Object.create(client), {
        query: async (...args: unknown[]) => {
          left -= 1;
          if (left < 0) throw new Error("killed");
          return await query(...args);
        },
        release: () => client.release(new Error("gone")),
      });
    },
  } as unknown as Pool;
}

test("calls that are counted while others are rolled up are neither lost nor doubled", async () => {
  const all = calls(1_200, 6 * HOUR_MS).map((call) => ({ ...call, at: call.at - DAY_MS }));
  const counting = async (part: number) => {
    for (let i = part * 300; i < (part + 1) * 300; i += 50) await count(all.slice(i, i + 50));
  };
  const rolling = async () => {
    for (let i = 0; i < 8; i++) await rollUp(pool(), nowMs);
  };
  await Promise.all([counting(0), counting(1), counting(2), counting(3), rolling(), rolling()]);
  const [read] = await reports();
  expect(read?.totals.requests).toBe(1_200);
  await rollUp(pool(), nowMs);
  expect((await reports())[0]).toEqual(read);
  expect(await rolled("usage_day")).toBe("1200");
}, 30_000);

test("the callers of a day, of a week and of all keys add up to all calls, in every dimension", async () => {
  await count(
    calls(600, 3 * HOUR_MS).map((call, n) => ({ ...call, at: call.at - 9 * DAY_MS, agent: `App ${n}` })),
  );
  await rollUp(pool(), nowMs);
  for (const table of ["usage_top", "usage_top_day", "usage_top_week"]) {
    for (const whose of table === "usage_top_week" ? ["TRUE"] : ["key_id = '*'", "key_id <> '*'"]) {
      const { rows } = await pool().query(
        `SELECT dimension, sum(requests + unsure)::int AS calls FROM ${table}
          WHERE org_id = $1 AND ${whose} AND dimension <> 'observed' GROUP BY 1 ORDER BY 1`,
        [org.id],
      );
      expect(rows.map(({ calls: n }) => n)).toEqual(Array(7).fill(600));
    }
  }
});

test("a quarter hour that is not over, or only just, is left alone", async () => {
  const quarter = Math.floor(nowMs / (15 * MINUTE_MS)) * 15 * MINUTE_MS;
  await pool().query("DELETE FROM usage_unrolled");
  await count([recordOf({ orgId: org.id, keyId: keys[0]?.id ?? "", at: quarter })]);
  expect(await rollUp(pool(), quarter + 15 * MINUTE_MS + 59_000)).toBe(0);
  expect(await rollUp(pool(), quarter + 16 * MINUTE_MS)).toBe(1);
});

test("a run that is stopped ends after the stretches it is at, and the next one goes on", async () => {
  await count(calls(300, 6 * HOUR_MS).map((call) => ({ ...call, at: call.at - DAY_MS })));
  const before = await reports();
  const stopping = new AbortController();
  const running = rollUp(pool(), nowMs, stopping.signal);
  stopping.abort();
  expect(await running).toBeLessThanOrEqual(8);
  expect(await reports()).toEqual(before);
  await rollUp(pool(), nowMs);
  expect(await rolled("usage_day")).toBe("300");
});
