import { expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { NOW } from "@/test/clock";
import { keepPartitions } from "./partitions";
import { DAY_MS } from "./units";

const KEEP = { usageDays: 35, hoursDays: 400, daysDays: 1830, logDays: 14 };

const insert = `INSERT INTO usage_minute (minute, org_id, key_id, secret_id, product_id, class_id, status, code, requests, bytes_in, bytes_out)
                VALUES ($1, $2, '', '', '', '', 200, '', 1, 0, 0)`;

async function partitions(): Promise<string[]> {
  const { rows } = await pool().query<{ name: string }>(
    "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'usage_minute'::regclass ORDER BY 1",
  );
  return rows.map((row) => row.name);
}

test("weeks are made ahead, and dropped once none of their days is kept", async () => {
  const nowMs = NOW.getTime();
  await keepPartitions(pool(), KEEP, nowMs);
  const first = await partitions();
  expect(first).toContain("usage_minute_20260302");
  expect(first).toContain("usage_minute_20260316");
  for (const at of [nowMs, nowMs + 13 * DAY_MS]) await pool().query(insert, [new Date(at), "org_weeks"]);
  const inDefault = await pool().query("SELECT FROM usage_minute_default");
  expect(inDefault.rowCount).toBe(0);

  // The week of 2 March ends on the 9th; its last kept day is the 8th.
  expect(await keepPartitions(pool(), KEEP, Date.UTC(2026, 3, 12))).not.toContain("usage_minute_20260302");
  const dropped = await keepPartitions(pool(), KEEP, Date.UTC(2026, 3, 13));
  expect(dropped.filter((name) => name.startsWith("usage_"))).toEqual(
    ["minute", "latency", "demand", "top"].map((table) => `usage_${table}_20260302`),
  );
  expect(await partitions()).not.toContain("usage_minute_20260302");
});

test("two instances may keep the partitions at once", async () => {
  const at = Date.UTC(2026, 6, 1);
  await Promise.all([1, 2, 3].map(() => keepPartitions(pool(), KEEP, at)));
  expect(await partitions()).toContain("usage_minute_20260713");
});

test("old calls without a week of their own and old journal rows are forgotten", async () => {
  const nowMs = Date.UTC(2026, 6, 1);
  await pool().query(insert, [new Date(nowMs - 36 * DAY_MS), "org_old"]);
  await pool().query(
    "INSERT INTO usage_journal (file, position, updated_at) VALUES ('a', 1, $1), ('b', 1, $2)",
    [new Date(nowMs - 38 * DAY_MS), new Date(nowMs - 36 * DAY_MS)],
  );
  await keepPartitions(pool(), KEEP, nowMs);
  const calls = await pool().query("SELECT FROM usage_minute WHERE org_id = 'org_old'");
  expect(calls.rowCount).toBe(0);
  const files = await pool().query("SELECT file FROM usage_journal WHERE file IN ('a', 'b')");
  expect(files.rows).toEqual([{ file: "b" }]);
});

test("logs are kept by the day, and no longer than their own setting says", async () => {
  const nowMs = Date.UTC(2026, 8, 20);
  await keepPartitions(pool(), KEEP, nowMs - 14 * DAY_MS);
  const dropped = await keepPartitions(pool(), KEEP, nowMs + DAY_MS);
  expect(dropped.filter((name) => name.includes("_log_"))).toEqual([
    "request_log_20260905",
    "request_log_20260906",
    "stranger_log_20260905",
    "stranger_log_20260906",
  ]);
});

test("a week that is not over holds back the days it is rolled up from, and neither single calls nor minutes", async () => {
  const nowMs = Date.UTC(2026, 9, 20);
  const keep = { usageDays: 7, hoursDays: 7, daysDays: 364, logDays: 1 };
  await keepPartitions(pool(), keep, nowMs - 21 * DAY_MS);
  const week = new Date(Math.floor((nowMs - 21 * DAY_MS) / (7 * DAY_MS)) * 7 * DAY_MS);
  await pool().query("INSERT INTO usage_unrolled (org_id, minutes, start) VALUES ('org_week', 10080, $1)", [
    week,
  ]);
  const dropped = await keepPartitions(pool(), keep, nowMs);
  expect(dropped).toEqual(expect.arrayContaining(["request_log_20261013", "usage_minute_20260928"]));
  await keepPartitions(pool(), { ...keep, daysDays: 1 }, nowMs + 400 * DAY_MS);
  const { rows } = await pool().query(
    "SELECT to_regclass('usage_day_' || to_char(date '2001-01-01' + (($1::date - date '2001-01-01') / 364) * 364, 'YYYYMMDD')) IS NOT NULL AS kept",
    [week],
  );
  expect(rows).toEqual([{ kept: true }]);
});
