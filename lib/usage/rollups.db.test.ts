import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { RawHeaders } from "@/lib/edge/headers";
import type { UsageRecord } from "@/lib/edge/ports";
import { generateSecret } from "@/lib/edge/secret-format";
import { keyOf, productOf } from "@/lib/edge/testing/fixtures";
import { usageRecordOf } from "@/lib/edge/usage-record";
import { newId } from "@/lib/std/id";
import { NOW } from "@/test/clock";
import { countBatch } from "./count";
import { openJournal } from "./journal";
import { quantile } from "./latency";
import { recordOf } from "./testing/record";

const nowMs = Math.floor(NOW.getTime() / 3_600_000) * 3_600_000 + 600_000;
let dir: string;
let orgId: string;
let keyId: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "keyward-rollups-"));
  orgId = newId("org");
  keyId = newId("key");
});

afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

const call = (over: Partial<UsageRecord> = {}) => recordOf({ at: nowMs, orgId, keyId, ...over });

/** Records in one journal, counted to its end by as many as `counters` at once. */
async function count(records: readonly UsageRecord[], counters = 1): Promise<void> {
  const own = mkdtempSync(join(dir, "journal-"));
  const journal = openJournal(own);
  for (const record of records) journal.record(record);
  journal.close();
  const files = readdirSync(own)
    .filter((name) => name.endsWith(".journal"))
    .map((name) => join(own, name));
  const countAll = async () => {
    for (const path of files) {
      for (let isGone = false; !isGone; ) {
        ({ isGone } = await countBatch(pool(), { path, isFinished: true, keepDays: 35, nowMs }));
      }
    }
  };
  await Promise.all(Array.from({ length: counters }, countAll));
}

async function rows<Row extends object>(sql: string, ...more: unknown[]): Promise<Row[]> {
  return (await pool().query<Row>(sql, [orgId, ...more])).rows;
}

test("latencies of several flushes and instances are one histogram, right to 2 %", async () => {
  const durations = Array.from({ length: 400 }, (_, n) => 0.2 * 1.02 ** n);
  const calls = durations.map((latencyMs) => call({ latencyMs }));
  await Promise.all([count(calls.slice(0, 150)), count(calls.slice(150, 300)), count(calls.slice(300), 2)]);
  await count([call({ latencyMs: 0, status: 401 })]);
  const [row] = await rows<{ buckets: number[]; counts: number[] }>(
    "SELECT buckets, counts FROM usage_latency WHERE org_id = $1",
  );
  if (row === undefined) throw new Error("There is a row.");
  expect(row.counts.reduce((sum, n) => sum + n, 0)).toBe(400);
  for (const part of [0.5, 0.95, 0.99]) {
    const truth = durations[Math.ceil(part * 400) - 1] ?? 0;
    expect(Math.abs((quantile(row, part) ?? 0) - truth)).toBeLessThanOrEqual(truth * 0.02);
  }
});

test("demand says for each second what came to a limit, let through or not, and leaves out who never got there", async () => {
  const minuteMs = Math.floor(nowMs / 60_000) * 60_000;
  const at = (second: number, over: Partial<UsageRecord> = {}) =>
    call({ at: minuteMs + second * 1000 + 999, ...over });
  const limited = { status: 429, code: "qps_exceeded" };
  await count([at(0), at(0), at(0, limited), at(59), at(7, { status: 502, code: "upstream_unreachable" })]);
  await count([at(0, limited), at(7), at(7, { status: 403, code: "key_disabled" })]);
  const [row, ...others] = await rows<{ admitted: number[]; refused: number[] }>(
    "SELECT admitted, refused FROM usage_demand WHERE org_id = $1",
  );
  expect(others).toEqual([]);
  const seconds = (given: Record<number, number>) => Array.from({ length: 60 }, (_, n) => given[n] ?? 0);
  expect(row).toEqual({ admitted: seconds({ 0: 2, 7: 2, 59: 1 }), refused: seconds({ 0: 2 }) });
});

test("top values add up to all calls in every dimension, however many there are and whoever counts at once", async () => {
  const flood = (from: number) =>
    Array.from({ length: 300 }, (_, n) =>
      call({
        ip: n % 3 === 0 ? "192.0.2.1" : `198.51.${from}.${n % 250}`,
        agent: n % 2 === 0 ? "Chrome" : `App${from}-${n}`,
        country: n % 5 === 0 ? "NL" : "",
        referrer: "www.example.com",
        observed: n % 10 === 0 ? ["domain", "hours"] : [],
        inQuery: n % 4 === 0,
      }),
    );
  await Promise.all([count(flood(1)), count(flood(2)), count(flood(3), 2)]);
  await count(flood(4));
  const sums = await rows<{ dimension: string; calls: string; places: number }>(
    `SELECT dimension, sum(requests + unsure) AS calls, count(*)::int AS places FROM usage_top
      WHERE org_id = $1 GROUP BY dimension ORDER BY dimension`,
  );
  expect(sums).toEqual([
    { dimension: "access", calls: "1200", places: 1 },
    { dimension: "agent", calls: "1200", places: 50 },
    { dimension: "carrier", calls: "300", places: 1 },
    { dimension: "country", calls: "1200", places: 2 },
    { dimension: "endpoint", calls: "1200", places: 1 },
    { dimension: "ip", calls: "1200", places: 50 },
    { dimension: "network", calls: "1200", places: 5 },
    { dimension: "observed", calls: "120", places: 1 },
    { dimension: "referrer", calls: "1200", places: 1 },
  ]);
  const heaviest = await rows<{ dimension: string; value: string; requests: string }>(
    `SELECT DISTINCT ON (dimension) dimension, value, requests FROM usage_top
      WHERE org_id = $1 AND dimension IN ('ip', 'agent', 'network') ORDER BY dimension, requests DESC`,
  );
  expect(heaviest).toEqual([
    { dimension: "agent", value: "Chrome", requests: "600" },
    { dimension: "ip", value: "192.0.2.1", requests: "400" },
    { dimension: "network", value: "192.0.2.0/24", requests: "400" },
  ]);
});

test("refusals are kept up to their cap, and their weights add up to all of them, over flushes and counters", async () => {
  const refused = (n: number) =>
    Array.from({ length: n }, () =>
      call({ status: 429, code: "qps_exceeded", saw: "6 calls", rule: "5 per second" }),
    );
  await count(refused(3));
  await Promise.all([count(refused(40)), count(refused(7), 3)]);
  await count([...refused(10), call({ status: 403, code: "ip_not_allowed", at: nowMs + 60_000 })]);
  const kept = await rows(
    `SELECT code, gate, saw, rule, count(*)::int AS kept, sum(weight)::int AS weight FROM request_log
      WHERE org_id = $1 GROUP BY code, gate, saw, rule ORDER BY code DESC`,
  );
  expect(kept).toMatchObject([
    { code: "qps_exceeded", gate: 12, saw: "6 calls", rule: "5 per second", kept: 5, weight: 60 },
    { code: "ip_not_allowed", kept: 1, weight: 1 },
  ]);
});

test("of calls that were answered the first of a minute, class and status is kept, and few others", async () => {
  await count(Array.from({ length: 3_000 }, () => call()));
  await count([call({ status: 500 }), ...Array.from({ length: 500 }, () => call())]);
  const kept = await rows<{ status: number; kept: number }>(
    "SELECT status, count(*)::int AS kept FROM request_log WHERE org_id = $1 GROUP BY status ORDER BY status",
  );
  expect(kept).toEqual([
    { status: 200, kept: 10 },
    { status: 500, kept: 1 },
  ]);
});

test("refusals that belong to nobody stand apart, capped over all of them together", async () => {
  const code = `key_invalid`;
  const before = await pool().query(
    "SELECT coalesce(sum(weight), 0)::int AS n FROM stranger_log WHERE code = $1",
    [code],
  );
  const at = nowMs + 3 * 60_000;
  const strangers = Array.from({ length: 400 }, (_, n) =>
    recordOf({ at, orgId: "", keyId: "", secretId: "", status: 401, code, ip: `203.0.113.${n % 200}` }),
  );
  await count(strangers.slice(0, 30));
  await count(strangers.slice(30));
  const { rows: kept } = await pool().query(
    "SELECT count(*)::int AS kept, sum(weight)::int AS weight FROM stranger_log WHERE code = $1 AND at = $2",
    [code, new Date(at)],
  );
  expect(before.rows).toEqual([{ n: 0 }]);
  expect(kept).toEqual([{ kept: 50, weight: 400 }]);
  const { rowCount } = await pool().query("SELECT FROM request_log WHERE org_id = ''");
  expect(rowCount).toBe(0);
});

test("a secret that a client puts anywhere reaches neither the journal nor any table", async () => {
  const canary = generateSecret();
  const escaped = canary.replace("kw", "%6b%77");
  const product = productOf();
  const [endpointClass] = product.classes;
  if (endpointClass === undefined) throw new Error("The product has a class.");
  const fields = (text: string) =>
    new RawHeaders(["User-Agent", text, "Referer", `https://${text}.example.com/`, "Origin", text]);
  const records = [
    canary,
    `Fleet ${canary}`,
    escaped,
    `${"x".repeat(190)}${canary}`,
    `${canary}\u0000\r\n\u2028`,
  ].map((text) =>
    usageRecordOf(
      {
        kind: "refused",
        code: "user_agent_not_allowed",
        key: keyOf({ orgId, keyId }),
        route: { product, endpointClass, template: "/map/{rest+}" },
        credential: "header",
        tokenId: "",
        limits: [],
        observed: [],
        retryAfterMs: 0,
        violated: [],
        saw: text,
        rule: text,
      } as Parameters<typeof usageRecordOf>[0],
      { ip: "192.0.2.1", method: "GET", headers: fields(text) },
      { at: nowMs, status: 403, bytesIn: 0, bytesOut: 0, latencyMs: 1, requestId: newId("request") },
    ),
  );
  const own = join(dir, "canary");
  const journal = openJournal(own);
  for (const record of records) journal.record(record);
  const path = journal.files()[0]?.path ?? "";
  const written = readFileSync(path, "latin1");
  journal.close();
  await countBatch(pool(), { path, isFinished: true, keepDays: 35, nowMs });
  const stored = await Promise.all(
    ["request_log", "usage_top", "usage_minute", "secret_last_used"].map((table) =>
      rows<{ row: string }>(`SELECT ${table}::text AS row FROM ${table} WHERE org_id = $1`),
    ),
  );
  const all = [written, ...stored.flat().map(({ row }) => row)].join("\n");
  expect(stored[0]).toHaveLength(5);
  expect(decodeURIComponent(all)).toContain("kw_redacted");
  // Neither the secret nor the half of it that a cut would leave.
  for (const part of [canary, canary.slice(0, 12), canary.slice(-20), escaped]) {
    expect(all).not.toContain(part);
    expect(decodeURIComponent(all)).not.toContain(part);
  }
  const lines = written.split("\n").filter((line) => line !== "");
  expect(lines).toHaveLength(5);
  expect(written).toMatch(/^[\t\n\x20-\x7e]*$/);
});
