import pg from "pg";

/** Everything partitioned by time: its column, how many days a partition holds, and which setting says how long it is kept. */
export const PARTITIONED = [
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
  { name: "usage_week", time: "start", days: 364, kept: "daysDays" },
  { name: "usage_latency_week", time: "start", days: 364, kept: "daysDays" },
  { name: "usage_top_week", time: "start", days: 364, kept: "daysDays" },
  { name: "request_log", time: "at", days: 1, kept: "logDays" },
  { name: "stranger_log", time: "at", days: 1, kept: "logDays" },
] as const;

type Partitioned = (typeof PARTITIONED)[number];

/**
 * Makes the partitions of everything that is counted for every day from `from` to `until` and answers how many were new.
 *
 * Rows already written for such a time are moved into its partition; whoever reads meanwhile waits and misses none. Safe to call at
 * any time and from several processes: each table is done by itself, so that nobody who goes from one to the next holds up a
 * maker that holds them up. Without it nothing is lost: rows without a partition of their own go to the default one.
 */
export function ensurePartitions(on: pg.Pool | pg.ClientBase, from: Date, until: Date): Promise<number> {
  return make(on, PARTITIONED, from, until);
}

/** The same for rollups alone: a history that is made up has no single calls to log. */
export function ensureRollupPartitions(
  on: pg.Pool | pg.ClientBase,
  from: Date,
  until: Date,
): Promise<number> {
  return make(
    on,
    PARTITIONED.filter(({ kept }) => kept !== "logDays"),
    from,
    until,
  );
}

async function make(
  on: pg.Pool | pg.ClientBase,
  tables: readonly Partitioned[],
  from: Date,
  until: Date,
): Promise<number> {
  let made = 0;
  for (const { name, time, days } of tables) {
    const { rows } = await on.query<{ made: number }>(
      "SELECT ensure_time_partitions($1, $2, $3, $4::date, $5::date) AS made",
      [name, time, days, dateOf(from), dateOf(until)],
    );
    made += rows[0]?.made ?? 0;
  }
  return made;
}

/**
 * Drops a partition with all that is in it; one that is gone already is no error. Waits for whoever makes partitions of the same
 * table, who looks at the default one first and wants the table after it, where a drop goes the other way; and for whoever else
 * drops: of two that drop the same one PostgreSQL may fail the second with an internal error.
 *
 * @param name As the catalog has it.
 * @param patienceMs How long it waits for each of its locks, and counting behind it; then it fails, and has dropped nothing.
 */
export async function dropPartition(
  pool: pg.Pool,
  table: Partitioned["name"],
  name: string,
  patienceMs = 1_000,
): Promise<void> {
  await pool.query(
    `BEGIN;
     SET LOCAL lock_timeout = ${patienceMs};
     SELECT pg_advisory_xact_lock(hashtext('keyward.partitions'));
     SELECT pg_advisory_xact_lock(hashtext('ensure_partitions'), hashtext('${table}'));
     DROP TABLE IF EXISTS ${pg.escapeIdentifier(name)};
     COMMIT`,
  );
}

function dateOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
