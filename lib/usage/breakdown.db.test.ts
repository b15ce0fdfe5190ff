import { beforeEach, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import type { UsageRecord } from "@/lib/edge/ports";
import type { OrgContext } from "@/lib/orgs/context";
import { NOW } from "@/test/clock";
import { viewerCtx } from "@/test/contexts";
import { makeKey, makeOrg, makeProduct, type TestKey, type TestOrg } from "@/test/factories";
import { addRecords } from "./add-records";
import { usageBreakdown } from "./breakdown";
import { exportUsage } from "./export";
import { toSearchParams } from "./ranges";
import { parseUsageQuery } from "./report";
import { rollUp } from "./roll-up";
import { UsageQuery } from "./schemas";
import { recordOf } from "./testing/record";
import { DAY_MS, HOUR_MS } from "./units";

const nowMs = NOW.getTime();
let org: TestOrg;
let ctx: OrgContext;
let key: TestKey;
let productId: string;

beforeEach(async () => {
  org = await makeOrg();
  await pool().query("UPDATE org SET created_at = '2025-01-01' WHERE id = $1", [org.id]);
  const product = await makeProduct();
  productId = product.id;
  key = await makeKey({ org, products: [product] });
  ctx = await viewerCtx(org);
});

const call = (over: Partial<UsageRecord> = {}) =>
  recordOf({ at: nowMs - 5 * HOUR_MS, orgId: org.id, keyId: key.id, productId, ...over });

async function count(records: readonly UsageRecord[]): Promise<void> {
  const client = await pool().connect();
  await client.query("BEGIN");
  await addRecords(client, records);
  await client.query("COMMIT");
  client.release();
}

const query = (given: Partial<UsageQuery> = {}): UsageQuery => ({
  range: { preset: "24h" },
  detail: "hour",
  timeZone: "UTC",
  keys: [],
  products: [],
  compare: "",
  ...given,
});

const RANGES: readonly Partial<UsageQuery>[] = [
  {},
  { range: { preset: "30d" }, detail: "day" },
  { range: { preset: "7d" }, detail: "day", timeZone: "Asia/Kolkata" },
  { range: { preset: "7d" }, detail: "day", timeZone: "America/New_York" },
];

test("percentiles are right to 2 %, and bucket by bucket the same whichever resolution they are read from", async () => {
  const durations = Array.from({ length: 900 }, (_, n) => 1.5 * 1.01 ** n);
  await count(durations.map((latencyMs, n) => call({ latencyMs, at: nowMs - (n % 300) * 240_000 })));
  const before = new Map<string, unknown>();
  for (const roll of [false, true]) {
    if (roll) await rollUp(pool(), nowMs);
    for (const given of RANGES) {
      for (const keys of [[], [key.id]]) {
        const { latency } = await usageBreakdown(ctx, query({ ...given, keys }));
        const name = JSON.stringify([given, keys]);
        if (roll) expect(latency).toEqual(before.get(name));
        before.set(name, latency);
        expect(latency.measured).toBe(900);
        for (const [name, part] of Object.entries({ p50: 0.5, p95: 0.95, p99: 0.99 })) {
          const truth = durations[Math.ceil(part * 900) - 1] ?? 0;
          const found = latency.overall?.[name as "p50"] ?? 0;
          expect(Math.abs(found - truth)).toBeLessThanOrEqual(truth * 0.02);
        }
      }
    }
  }
});

test("outcomes, products, secrets and callers each add up to all calls, before and after rolling up", async () => {
  await count([
    ...Array.from({ length: 40 }, (_, n) => call({ ip: `192.0.2.${n}`, secretId: "sec_a" })),
    ...Array.from({ length: 25 }, () => call({ status: 429, code: "qps_exceeded", secretId: "sec_a" })),
    ...Array.from({ length: 5 }, () => call({ status: 401, code: "key_retired", secretId: "sec_b" })),
  ]);
  const read = async () => {
    const found = await usageBreakdown(ctx, query({ keys: [key.id] }));
    const sum = (rows: readonly { requests: number }[]) =>
      rows.reduce((all, { requests }) => all + requests, 0);
    expect([found.outcomes, found.products, found.secrets ?? []].map(sum)).toEqual([70, 70, 70]);
    const { ip } = found.callers.top;
    expect([ip.total, sum(ip.values) + ip.other, ip.values.length]).toEqual([70, 70, 10]);
    return found;
  };
  const before = await read();
  expect(before.outcomes).toEqual([
    { status: 200, code: "", requests: 40 },
    { status: 429, code: "qps_exceeded", requests: 25 },
    { status: 401, code: "key_retired", requests: 5 },
  ]);
  expect(before.secrets).toMatchObject([
    { id: "sec_a", requests: 65, refused: 25 },
    { id: "sec_b", requests: 5, refused: 5 },
  ]);
  await rollUp(pool(), nowMs);
  expect(await read()).toEqual(before);
  const all = await usageBreakdown(ctx, query());
  expect({ ...all, secrets: before.secrets }).toEqual(before);
});

test("callers of a month are the same before and after rolling up, of all keys and of one", async () => {
  const records = Array.from({ length: 400 }, (_, n) =>
    call({
      ip: `192.0.2.${n % 20}`,
      agent: `App ${n % 7}`,
      at: nowMs - (n % 25) * DAY_MS - (n % 5) * HOUR_MS,
    }),
  );
  await count(records);
  const month = { range: { preset: "30d" }, detail: "day" } as const;
  const read = async () => {
    const views = [query(month), query({ ...month, keys: [key.id] })];
    const found = await Promise.all(views.map((view) => usageBreakdown(ctx, view)));
    return found.map(({ callers, outcomes }) => ({ callers, outcomes }));
  };
  const before = await read();
  expect(before[0]?.callers.top.agent).toMatchObject({ total: 400, other: 0 });
  expect(before[1]).toEqual(before[0]);
  await rollUp(pool(), nowMs);
  const { rows } = await pool().query("SELECT FROM usage_top_week WHERE org_id = $1", [org.id]);
  expect(rows).not.toEqual([]);
  expect(await read()).toEqual(before);
});

test("another org's key is not found, and nothing of another org is in a breakdown", async () => {
  const other = await makeOrg();
  const theirs = await makeKey({ org: other });
  await count([call({ orgId: other.id, keyId: theirs.id })]);
  await expect(usageBreakdown(ctx, query({ keys: [theirs.id] }))).rejects.toMatchObject({
    code: "not_found",
  });
  const { outcomes, callers } = await usageBreakdown(ctx, query());
  expect([outcomes, callers.top.ip.total]).toEqual([[], 0]);
});

test("a file holds every number of its panel, gaps are empty cells, and no value is a formula", async () => {
  await count([
    ...Array.from({ length: 15 }, (_, n) => call({ agent: n === 0 ? "=cmd()" : `App ${n}` })),
    call({ latencyMs: 9 }),
  ]);
  const file = async (panel: "series" | "agent" | "latency", format: "csv" | "json" = "csv") => {
    let text = "";
    for await (const part of await exportUsage(ctx, query({ compare: "previous" }), { panel, format }))
      text += part;
    return text;
  };
  const agents = await file("agent");
  expect(agents).toContain('"\'=cmd()",1,0');
  expect(agents.trim().split("\r\n")).toHaveLength(17);
  const series = JSON.parse(await file("series", "json")) as { requests: number; compared_time: string }[];
  expect(series).toHaveLength(24);
  expect(series.reduce((sum, { requests }) => sum + requests, 0)).toBe(16);
  expect(series[0]?.compared_time).toBe(new Date(nowMs - 47 * HOUR_MS).toISOString());
  expect((await file("latency")).split("\r\n")[1]).toMatch(/Z,,,$/);
});

test("files of products and of a key's secrets say what their panels do", async () => {
  await count([
    call({ secretId: "sec_a", bytesOut: 5 }),
    call({ secretId: "sec_a", status: 401, code: "key_retired" }),
  ]);
  const file = async (panel: "products" | "secrets") => {
    let text = "";
    for await (const part of await exportUsage(ctx, query({ keys: [key.id] }), { panel, format: "json" }))
      text += part;
    return JSON.parse(text);
  };
  expect(await file("products")).toMatchObject([{ product_id: productId, requests: 2 }]);
  expect(await file("secrets")).toMatchObject([{ secret_id: "sec_a", requests: 2, refused: 1 }]);
});

test("a range between two instants survives the URL, and compares with as long a time before", async () => {
  const range = { start: "2026-03-02T06:10:00.000Z", end: "2026-03-02T08:20:00.000Z" };
  const given = query({ range, detail: "minute", compare: "previous" });
  expect(parseUsageQuery(toSearchParams(given))).toEqual(given);
  expect(UsageQuery.safeParse({ ...given, range: { start: range.end, end: range.start } }).success).toBe(
    false,
  );
});
