import type { Pool } from "pg";
import { ensureUsagePartitions } from "@/lib/db/partitions";
import { DAY_MS } from "./units";

/** Partitions are kept ready this far ahead of the clock. */
const DAYS_AHEAD = 14;
const DAYS_PER_PARTITION = 7;

/**
 * Keeps the weeks of `usage_minute` right: makes those ahead, drops those that ended before the oldest kept day, and
 * forgets journal rows so old that nothing of their file would be counted again. Answers the names it dropped.
 *
 * Safe to run at any time and from several instances. A drop waits at most a second for its lock and otherwise fails,
 * so that it never holds up counting; the next run drops what is left.
 */
export async function keepPartitions(pool: Pool, keepDays: number, nowMs: number): Promise<string[]> {
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
  const oldest = new Date(today - keepDays * DAY_MS);
  await ensureUsagePartitions(pool, new Date(today - DAY_MS), new Date(today + DAYS_AHEAD * DAY_MS));
  await pool.query("DELETE FROM usage_minute_default WHERE minute < $1", [oldest]);
  await pool.query("DELETE FROM usage_journal WHERE updated_at < $1", [
    new Date(oldest.getTime() - 2 * DAY_MS),
  ]);

  const ended = await endedBefore(pool, oldest);
  for (const name of ended) {
    await pool.query(`BEGIN; SET LOCAL lock_timeout = '1s'; DROP TABLE IF EXISTS ${name}; COMMIT`);
  }
  return ended;
}

/** Partitions are named after their first day: `usage_minute_20261116`. */
async function endedBefore(pool: Pool, oldest: Date): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT inhrelid::regclass::text AS name FROM pg_inherits
      WHERE inhparent = 'usage_minute'::regclass AND inhrelid::regclass::text ~ '^usage_minute_[0-9]{8}$'
        AND to_date(right(inhrelid::regclass::text, 8), 'YYYYMMDD') + $2::int <= $1::date
      ORDER BY name`,
    [oldest.toISOString().slice(0, 10), DAYS_PER_PARTITION],
  );
  return rows.map((row) => row.name);
}
