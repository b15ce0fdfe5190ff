// Analytics over 1,000 keys and 90 days of counted calls: time of each panel and of the whole tab, for ranges from an hour to
// 90 days and several time zones; how fast rollup rows are taken in; how much room a key takes a day.
// Run: node --import tsx bench/analytics.ts [rounds] [keys] [days]
import { pool } from "@/lib/db/pool";
import type { OrgContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { addMinutes } from "@/lib/usage/add-minutes";
import { usageBreakdown } from "@/lib/usage/breakdown";
import { latencySeries } from "@/lib/usage/latency-series";
import { outcomesOf } from "@/lib/usage/outcomes";
import { usageReport } from "@/lib/usage/report";
import type { UsageQuery } from "@/lib/usage/schemas";
import type { UsageScope } from "@/lib/usage/scope";
import { readSnapshot } from "@/lib/usage/snapshot";
import { topsOf } from "@/lib/usage/tops";
import { keptSince, viewOf } from "@/lib/usage/view";
import { fill } from "./analytics-fill";
import { withOwnDatabase } from "./load/own-database";
import { percentile, timed as timedRounds } from "./load/timed";

const ROUNDS = Number(process.argv[2] ?? 40);
const KEYS = Number(process.argv[3] ?? 1_000);
const DAYS = Number(process.argv[4] ?? 90);
const PANEL_GOAL_MS = 50;
const TAB_GOAL_MS = 300;
const INGEST_GOAL = 50_000;
const DAY_MS = 86_400_000;
const NOW = new Date(Math.floor(Date.now() / 60_000) * 60_000);
const ORG = "org_bench";

const day = (back: number) => new Date(NOW.getTime() - back * DAY_MS).toISOString().slice(0, 10);
const QUARTER_YEAR = { from: day(DAYS - 1), to: day(0) };

/** Ranges and time zones people look at; those off the hour are cut from quarter hours. */
const VIEWS: readonly Pick<UsageQuery, "range" | "detail" | "timeZone">[] = [
  { range: { preset: "1h" }, detail: "minute", timeZone: "UTC" },
  { range: { preset: "24h" }, detail: "hour", timeZone: "Europe/Berlin" },
  { range: { preset: "7d" }, detail: "hour", timeZone: "Asia/Kolkata" },
  { range: { preset: "30d" }, detail: "hour", timeZone: "Europe/Berlin" },
  { range: QUARTER_YEAR, detail: "day", timeZone: "UTC" },
  { range: QUARTER_YEAR, detail: "day", timeZone: "America/New_York" },
  { range: QUARTER_YEAR, detail: "day", timeZone: "Asia/Kolkata" },
];

await withOwnDatabase(async () => {
  await fill({ now: NOW, orgId: ORG, keys: KEYS, days: DAYS });
  await storage();
  await measure();
  await ingest();
}, ["fsync=off", "shared_buffers=1GB", "max_wal_size=8GB"]);

async function storage(): Promise<void> {
  const { rows } = await pool().query<{ name: string; bytes: string }>(
    `SELECT parent AS name, sum(bytes)::bigint AS bytes FROM (
       SELECT inhparent::regclass::text AS parent, pg_total_relation_size(inhrelid) AS bytes
         FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid AND relkind = 'r') AS parts
      WHERE parent LIKE 'usage_%' GROUP BY 1 HAVING sum(bytes) > 1000000 ORDER BY 2 DESC`,
  );
  for (const { name, bytes } of rows) {
    const perKeyDay = Number(bytes) / KEYS / DAYS;
    console.log(
      `${name.padEnd(24)} ${(Number(bytes) / 1e6).toFixed(0).padStart(7)} MB   ${perKeyDay.toFixed(0).padStart(6)} bytes per key and day`,
    );
  }
}

async function measure(): Promise<void> {
  const ctx: OrgContext = {
    requestId: newId("request"),
    ip: "127.0.0.1",
    userAgent: "bench",
    now: NOW,
    actor: { type: "user", id: "usr_1", name: "P", email: "p@example.test" },
    role: "owner",
    org: { id: ORG, slug: "bench", name: "Bench", type: "enterprise" },
  };
  const panels: number[] = [];
  const tabs: number[] = [];
  console.log(
    "range, zone, keys                             series  latency outcomes     tops   whole tab   (p95, ms)",
  );
  for (const view of VIEWS) {
    for (const keys of [[], [`key_${"20".padStart(22, "0")}`]]) {
      const query: UsageQuery = { ...view, keys, products: [], compare: "" };
      const { fromMs, toMs } = viewOf(query, NOW.getTime());
      const scope: UsageScope = { orgId: ORG, fromMs, toMs, keys, products: [] };
      const hoursSince = keptSince(NOW.getTime()).minute;
      const times = [
        await timed(() => usageReport(ctx, query)),
        await timed(() => readSnapshot((client) => latencySeries(client, scope, query))),
        await timed(() => readSnapshot((client) => outcomesOf(client, scope))),
        await timed(() => readSnapshot((client) => topsOf(client, scope, hoursSince))),
      ];
      const tab = await timed(() => Promise.all([usageReport(ctx, query), usageBreakdown(ctx, query)]));
      panels.push(...times.map((all) => percentile(all, 95)));
      tabs.push(percentile(tab, 95));
      const range = "preset" in view.range ? view.range.preset : `${DAYS}d`;
      const name = `${range} by ${view.detail}, ${view.timeZone}, ${keys.length === 0 ? "all" : "one"}`;
      const cells = [...times, tab].map((all) => percentile(all, 95).toFixed(1).padStart(8));
      console.log(`${name.padEnd(44)} ${cells.join(" ")}`);
    }
  }
  verdict("slowest panel", Math.max(...panels), PANEL_GOAL_MS, "ms");
  verdict("slowest tab", Math.max(...tabs), TAB_GOAL_MS, "ms");
}

/** How many rows of minutes a second are taken in, as a counter adds them: some thousand at once. */
async function ingest(): Promise<void> {
  const ROWS = 5_000;
  const client = await pool().connect();
  const minuteMs = NOW.getTime();
  const rows = Array.from({ length: ROWS }, (_, n) => ({
    minuteMs,
    orgId: ORG,
    keyId: `key_${String(n % KEYS).padStart(22, "0")}`,
    secretId: `sec_${String(n).padStart(22, "0")}`,
    productId: "prd_1",
    classId: "cls_1",
    status: 200,
    code: "",
    requests: 3,
    bytesIn: 100,
    bytesOut: 1000,
  })).sort((a, b) => (a.keyId + a.secretId < b.keyId + b.secretId ? -1 : 1));
  const begin = performance.now();
  for (let batch = 0; batch < 40; batch++) {
    await client.query("BEGIN");
    const shifted = rows.map((row) => ({ ...row, minuteMs: minuteMs - Math.floor(batch / 2) * 60_000 }));
    await addMinutes(client, shifted);
    await client.query("COMMIT");
  }
  const perSecond = (40 * ROWS) / ((performance.now() - begin) / 1000);
  client.release();
  console.log(
    `ingest: ${Math.round(perSecond).toLocaleString("en")} rows of minutes a second, half of them new; goal ${INGEST_GOAL.toLocaleString("en")} ${perSecond >= INGEST_GOAL ? "met" : "MISSED"}`,
  );
  if (perSecond < INGEST_GOAL) process.exitCode = 1;
}

function verdict(name: string, value: number, goal: number, unit: string): void {
  const isMet = value <= goal;
  console.log(`${name}: ${value.toFixed(1)} ${unit}, goal of ${goal} ${unit} ${isMet ? "met" : "MISSED"}`);
  if (!isMet) process.exitCode = 1;
}

function timed(work: () => Promise<unknown>) {
  return timedRounds(work, { rounds: ROUNDS, warmUp: 3 });
}
