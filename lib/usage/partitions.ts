import type { Pool } from "pg";
import { ensureUsagePartitions } from "@/lib/db/partitions";
import { DAY_MS } from "./units";

/** Partitions are kept ready this far ahead of the clock. */
const DAYS_AHEAD = 14;

/** Everything partitioned by time: its column, how many days a partition holds, and which setting says how long it is kept. */
const TABLES = [
  { name: "usage_minute", time: "minute", days: 7, kept: "usageDays" },
  { name: "usage_latency", time: "minute", days: 7, kept: "usageDays" },
  { name: "usage_demand", time: "minute", days: 7, kept: "usageDays" },
  { name: "usage_top", time: "hour", days: 7, kept: "usageDays" },
  { name: "usage_quarter", time: "start", days: 7, kept: "hoursDays" },
  { name: "usage_latency_quarter", time: "start", days: 7, kept: "hoursDays" },
  { name: "usage_hour", time: "start", days: 28, kept: "hoursDays" },
  { name: "usage_latency_hour", time: "start", days: 28, kept: "hoursDays" },
  { name: "usage_day", time: "start", days: 364, kept: "daysDays" },
  { name: "usage_latency_day", time: "start", days: 364, kept: "daysDays" },
  { name: "usage_top_day", time: "start", days: 364, kept: "daysDays" },
  { name: "request_log", time: "at", days: 1, kept: "logDays" },
  { name: "stranger_log", time: "at", days: 1, kept: "logDays" },
] as const;

/** One instance drops at a time: of two that drop the same partition PostgreSQL may fail the second with an internal error. */
const DROPPING = "SELECT pg_advisory_xact_lock(hashtext('keyward.partitions'))";

/** How long what is counted is kept, in days: by minutes, by quarter hours and hours, by days, and the logs of single calls. */
export type Retention = {
  readonly usageDays: number;
  readonly hoursDays: number;
  readonly daysDays: number;
  readonly logDays: number;
};

/**
 * Keeps the partitions of all that is counted right: makes those ahead, drops those that ended before the oldest kept day,
 * and forgets journal rows and admissions so old that nothing of theirs would be counted again. Answers the names it dropped.
 *
 * Nothing is dropped that has yet to be rolled up. Safe to run at any time and from several instances. A drop waits at most a second for its lock and otherwise fails,
 * so that it never holds up counting; the next run drops what is left.
 */
export async function keepPartitions(pool: Pool, keep: Retention, nowMs: number): Promise<string[]> {
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
  await ensureUsagePartitions(pool, new Date(today - DAY_MS), new Date(today + DAYS_AHEAD * DAY_MS));
  const longGone = new Date(today - (keep.usageDays + 2) * DAY_MS);
  await pool.query("DELETE FROM usage_journal WHERE updated_at < $1", [longGone]);
  await pool.query("DELETE FROM usage_admitted WHERE counted_at IS NOT NULL AND at < $1", [longGone]);

  const dropped: string[] = [];
  const unrolledMs = await oldestUnrolled(pool);
  for (const table of TABLES) {
    const oldest = new Date(Math.min(today - keep[table.kept] * DAY_MS, unrolledMs));
    await pool.query(`DELETE FROM ${table.name}_default WHERE ${table.time} < $1`, [oldest]);
    for (const name of await endedBefore(pool, table, oldest)) {
      await pool.query(
        `BEGIN; SET LOCAL lock_timeout = '1s'; ${DROPPING}; DROP TABLE IF EXISTS ${name}; COMMIT`,
      );
      dropped.push(name);
    }
  }
  return dropped;
}

async function oldestUnrolled(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ start: Date | null }>("SELECT min(start) AS start FROM usage_unrolled");
  const start = rows[0]?.start?.getTime() ?? Number.POSITIVE_INFINITY;
  return Math.floor(start / DAY_MS) * DAY_MS;
}

/** Partitions are named after their first day: `usage_minute_20261116`. */
async function endedBefore(pool: Pool, table: (typeof TABLES)[number], oldest: Date): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT inhrelid::regclass::text AS name FROM pg_inherits
      WHERE inhparent = $1::regclass AND inhrelid::regclass::text ~ '_[0-9]{8}$'
        AND to_date(right(inhrelid::regclass::text, 8), 'YYYYMMDD') + $3::int <= $2::date
      ORDER BY name`,
    [table.name, oldest.toISOString().slice(0, 10), table.days],
  );
  return rows.map((row) => row.name);
}
