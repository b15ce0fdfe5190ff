import type pg from "pg";

/**
 * Makes the weekly partitions of `usage_minute` for every day from `from` to `until` and answers how many were new.
 *
 * Rows already written for such a week are moved into its partition. Safe to call at any time and from several
 * processes. Without it nothing is lost: rows without a week of their own go to the default partition.
 */
export async function ensureUsagePartitions(pool: pg.Pool, from: Date, until: Date): Promise<number> {
  const { rows } = await pool.query<{ made: number }>(
    "SELECT ensure_partitions('usage_minute', $1::date, $2::date) AS made",
    [from.toISOString().slice(0, 10), until.toISOString().slice(0, 10)],
  );
  return rows[0]?.made ?? 0;
}
