import { beforeEach, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { setSetting } from "@/lib/db/settings";
import type { OrgContext } from "@/lib/orgs/context";
import { viewerCtx } from "@/test/contexts";
import {
  makeKey,
  makeOrg,
  makeProduct,
  type TestKey,
  type TestOrg,
  type TestProduct,
} from "@/test/factories";
import { markAllUnrolled } from "./mark-unrolled";
import { parseUsageQuery, usageReport } from "./report";
import type { UsageQuery } from "./schemas";

let org: TestOrg;
let ctx: OrgContext;
let key: TestKey;
let product: TestProduct;

beforeEach(async () => {
  org = await makeOrg();
  await pool().query("UPDATE org SET created_at = '2025-01-01' WHERE id = $1", [org.id]);
  product = await makeProduct();
  key = await makeKey({ org, products: [product] });
  ctx = await viewerCtx(org);
});

type Calls = {
  at: string;
  requests: number;
  status?: number;
  code?: string;
  orgId?: string;
  keyId?: string;
  productId?: string;
};

async function count({
  at,
  requests,
  status = 200,
  code = "",
  orgId = org.id,
  keyId = key.id,
  productId = product.id,
}: Calls) {
  await pool().query(
    `INSERT INTO usage_minute (minute, org_id, key_id, secret_id, product_id, class_id, status, code, requests, bytes_in, bytes_out)
     VALUES ($1, $2, $3, '', $4, '', $5, $6, $7, 0, 0)`,
    [new Date(`${at}Z`), orgId, keyId, productId, status, code, requests],
  );
  await markAllUnrolled(pool(), new Date(`${at}Z`), new Date(Date.parse(`${at}Z`) + 60_000));
}

function query(given: Partial<UsageQuery> = {}): UsageQuery {
  return {
    range: { preset: "24h" },
    detail: "hour",
    timeZone: "UTC",
    keys: [],
    products: [],
    compare: "",
    ...given,
  };
}

test("every decided call counts once, by its final status; breaches are part of the 4xx", async () => {
  await count({ at: "2026-03-02T11:00", requests: 100 });
  await count({ at: "2026-03-02T11:00", requests: 20, status: 429, code: "qps_exceeded" });
  await count({ at: "2026-03-02T11:01", requests: 5, status: 401, code: "key_expired" });
  await count({ at: "2026-03-02T11:02", requests: 3, status: 404 });
  await count({ at: "2026-03-02T11:03", requests: 2, status: 502, code: "upstream_unreachable" });
  await count({ at: "2026-03-02T11:04", requests: 1, status: 304 });
  const { totals, series } = await usageReport(ctx, query());
  expect(totals).toEqual({
    requests: 131,
    qpsBreaches: 20,
    clientErrors: 28,
    serverErrors: 2,
    authFailures: 5,
    bytesIn: 0,
    bytesOut: 0,
  });
  for (const measure of ["requests", "qpsBreaches", "clientErrors", "serverErrors"] as const) {
    expect(series[measure].reduce((sum: number, value) => sum + (value ?? 0), 0)).toBe(totals[measure]);
  }
});

test("another org's calls are never in it, and its keys are not found", async () => {
  const other = await makeOrg();
  const theirs = await makeKey({ org: other, products: [product] });
  await count({ at: "2026-03-02T11:00", requests: 7, orgId: other.id, keyId: theirs.id });
  expect((await usageReport(ctx, query())).totals.requests).toBe(0);
  await expect(usageReport(ctx, query({ keys: [key.id, theirs.id] }))).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(usageReport(ctx, query({ products: ["prd_none"] }))).rejects.toMatchObject({
    code: "not_found",
  });
});

test("filters leave the calls of the chosen keys and products", async () => {
  const second = await makeKey({ org, products: [product] });
  const tiles = await makeProduct();
  await count({ at: "2026-03-02T11:00", requests: 1 });
  await count({ at: "2026-03-02T11:00", requests: 10, keyId: second.id });
  await count({ at: "2026-03-02T11:00", requests: 100, keyId: second.id, productId: tiles.id });
  const total = async (given: Partial<UsageQuery>) => (await usageReport(ctx, query(given))).totals.requests;
  expect(await total({})).toBe(111);
  expect(await total({ keys: [second.id] })).toBe(110);
  expect(await total({ keys: [key.id, second.id], products: [tiles.id] })).toBe(100);
});

test("the same range has the same totals in every detail, and the last bucket is marked as not over", async () => {
  for (const at of ["2026-03-01T13:00", "2026-03-01T12:59", "2026-03-02T11:59"])
    await count({ at, requests: 1 });
  const hours = await usageReport(ctx, query());
  const minutes = await usageReport(ctx, query({ detail: "minute" }));
  expect(hours.totals.requests).toBe(2);
  expect(minutes.totals).toEqual(hours.totals);
  expect(hours.series.starts).toHaveLength(24);
  // At exactly 12:00 the hour that has just begun holds nothing yet.
  expect(hours.series.requests).toEqual([1, ...Array(21).fill(0), 1, 0]);
  expect(hours.series).toMatchObject({ isFirstPartial: false, isLastPartial: true });
});

test("days are the viewer's, also across a change of clocks", async () => {
  const at = { ...ctx, now: new Date("2026-03-31T12:00Z") };
  // In Berlin the clocks went forward on 29 March: that day ran from 23:00 UTC to 22:00 UTC.
  for (const minute of ["2026-03-28T22:59", "2026-03-28T23:00", "2026-03-29T21:59", "2026-03-29T22:00"]) {
    await count({ at: minute, requests: 1 });
  }
  const range = { from: "2026-03-28", to: "2026-03-30" };
  const berlin = await usageReport(at, query({ range, detail: "day", timeZone: "Europe/Berlin" }));
  expect(berlin.series.requests).toEqual([1, 2, 1]);
  expect(berlin).toMatchObject({ isLive: false, series: { isFirstPartial: false, isLastPartial: false } });
  const utc = await usageReport(at, query({ range, detail: "day" }));
  expect(utc.series.requests).toEqual([2, 2, 0]);
});

test("a bucket without calls is zero where calls could be counted and a gap where not", async () => {
  await pool().query("UPDATE org SET created_at = '2026-02-27T09:00Z' WHERE id = $1", [org.id]);
  const report = await usageReport(
    ctx,
    query({ range: { from: "2026-02-25", to: "2026-03-02" }, detail: "day" }),
  );
  expect(report.series.requests).toEqual([null, null, 0, 0, 0, 0]);
  const old = await usageReport(
    ctx,
    query({ range: { from: "2025-01-01", to: "2025-01-02" }, detail: "day" }),
  );
  expect(old.series.requests).toEqual([null, null]);
});

test("says whether there were ever any calls, so that an empty chart can tell a quiet day from a first visit", async () => {
  expect((await usageReport(ctx, query())).hasCalls).toBe(false);
  await count({ at: "2026-02-20T11:00", requests: 1 });
  expect((await usageReport(ctx, query())).hasCalls).toBe(true);
});

test("a range in the future is refused on its field; so are parameters that are no query", async () => {
  const future = query({ range: { from: "2026-03-04", to: "2026-03-05" } });
  await expect(usageReport(ctx, future)).rejects.toMatchObject({
    code: "invalid_input",
    fields: { range: [expect.any(String)] },
  });
  expect(() => parseUsageQuery(new URLSearchParams("range=24h&detail=week&tz=UTC"))).toThrow(
    expect.objectContaining({ code: "invalid_input", fields: { detail: [expect.any(String)] } }),
  );
});

test("a range that reaches into a demo's made-up history says so", async () => {
  expect((await usageReport(ctx, query())).hasDemoData).toBe(false);
  await setSetting("demo", { usageUntil: "2026-03-02T11:30:00.000Z" });
  expect((await usageReport(ctx, query())).hasDemoData).toBe(true);
  expect((await usageReport(ctx, query({ range: { preset: "1h" }, detail: "minute" }))).hasDemoData).toBe(
    true,
  );
  const later = { ...ctx, now: new Date("2026-03-02T12:30Z") };
  expect((await usageReport(later, query({ range: { preset: "1h" }, detail: "minute" }))).hasDemoData).toBe(
    false,
  );
});
