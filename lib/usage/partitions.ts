import type { Pool } from "pg";
import { dropPartition, ensurePartitions, PARTITIONED } from "@/lib/db/partitions";
import { DAY_MS, MINUTE_MS, WEEK_MS } from "./units";

/** Partitions are kept ready this far ahead of the clock. */
const DAYS_AHEAD = 14;

/** How long what is counted is kept, in days: by minutes, by quarter hours and hours, by days and weeks, and the logs of single calls. */
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
 * Nothing is dropped that has yet to be rolled up. Safe to run at any time and from several instances. A drop that waits a second
 * for one of its locks fails (`dropPartition`); the next run drops what is left.
 */
export async function keepPartitions(pool: Pool, keep: Retention, nowMs: number): Promise<string[]> {
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
  await ensurePartitions(pool, new Date(today - DAY_MS), new Date(today + DAYS_AHEAD * DAY_MS));
  const longGone = new Date(today - (keep.usageDays + 2) * DAY_MS);
  await pool.query("DELETE FROM usage_journal WHERE updated_at < $1", [longGone]);
  await pool.query("DELETE FROM usage_admitted WHERE counted_at IS NOT NULL AND at < $1", [longGone]);

  const dropped: string[] = [];
  const unrolled = await oldestUnrolled(pool);
  for (const table of PARTITIONED) {
    const oldest = new Date(Math.min(today - keep[table.kept] * DAY_MS, unrolled[table.kept]));
    await pool.query(`DELETE FROM ${table.name}_default WHERE ${table.time} < $1`, [oldest]);
    for (const name of await endedBefore(pool, table, oldest)) {
      await dropPartition(pool, table.name, name);
      dropped.push(name);
    }
  }
  return dropped;
}

/** From when on rows have yet to be rolled up. A week waits for its days alone, and single calls are rolled up into nothing. */
async function oldestUnrolled(pool: Pool): Promise<Record<keyof Retention, number>> {
  const { rows } = await pool.query<{ any: Date | null; finer: Date | null }>(
    `SELECT min(start) AS any, min(start) FILTER (WHERE minutes < ${WEEK_MS / MINUTE_MS}) AS finer FROM usage_unrolled`,
  );
  const day = (start: Date | null | undefined) =>
    Math.floor((start?.getTime() ?? Number.POSITIVE_INFINITY) / DAY_MS) * DAY_MS;
  const finer = day(rows[0]?.finer);
  return {
    usageDays: finer,
    hoursDays: finer,
    daysDays: day(rows[0]?.any),
    logDays: Number.POSITIVE_INFINITY,
  };
}

/**
 * Partitions are named after their first day: `usage_minute_20261116`. The name is read from the catalog's row: as a `regclass` it
 * would become a number while the statement runs, when another instance drops the table.
 */
async function endedBefore(pool: Pool, table: (typeof PARTITIONED)[number], oldest: Date): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
      WHERE inhparent = $1::regclass AND relname ~ '_[0-9]{8}$'
        AND to_date(substring(relname FROM '[0-9]{8}$'), 'YYYYMMDD') + $3::int <= $2::date
      ORDER BY name`,
    [table.name, oldest.toISOString().slice(0, 10), table.days],
  );
  return rows.map((row) => row.name);
}
