import type pg from "pg";

/**
 * Makes the partitions of everything that is counted for every day from `from` to `until` and answers how many were new:
 * weeks of the rollups, days of the logs.
 *
 * Rows already written for such a time are moved into its partition. Safe to call at any time and from several
 * processes. Without it nothing is lost: rows without a partition of their own go to the default one.
 */
export async function ensureUsagePartitions(pool: pg.Pool, from: Date, until: Date): Promise<number> {
  return made(
    pool,
    "SELECT ensure_usage_partitions($1::date, $2::date) + ensure_log_partitions($1::date, $2::date) AS made",
    from,
    until,
  );
}

/** The same for the weekly rollups alone: a history that is made up has no single calls to log. */
export async function ensureRollupPartitions(pool: pg.Pool, from: Date, until: Date): Promise<number> {
  return made(pool, "SELECT ensure_usage_partitions($1::date, $2::date) AS made", from, until);
}

async function made(pool: pg.Pool, sql: string, from: Date, until: Date): Promise<number> {
  const { rows } = await pool.query<{ made: number }>(sql, [
    from.toISOString().slice(0, 10),
    until.toISOString().slice(0, 10),
  ]);
  return rows[0]?.made ?? 0;
}
