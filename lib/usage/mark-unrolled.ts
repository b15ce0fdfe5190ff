import type { Pool, PoolClient } from "pg";
import type { MinuteRow } from "./rollups";
import { MINUTE_MS } from "./units";

const QUARTER_MS = 15 * MINUTE_MS;

/**
 * Notes that these minutes changed, so that nobody takes what was rolled up of them for whole until it has been done again.
 *
 * The caller holds the locks of all these orgs (`lockOrgs`) and has added the rows before it took them: a roller, who
 * takes the same locks, has either not begun, and sees the rows, or is done, and the mark stands after its own was taken off.
 */
export async function markUnrolled(client: PoolClient, rows: readonly MinuteRow[]): Promise<void> {
  const quarters = new Map(
    rows.map(({ orgId, minuteMs }) => {
      const start = minuteMs - (minuteMs % QUARTER_MS);
      return [`${orgId} ${start}`, { orgId, start }] as const;
    }),
  );
  const marks = [...quarters.values()];
  await client.query(
    `INSERT INTO usage_unrolled (org_id, minutes, start)
     SELECT org_id, 15, to_timestamp(ms / 1000) FROM unnest($1::text[], $2::bigint[]) AS q (org_id, ms)
     ON CONFLICT DO NOTHING`,
    [marks.map(({ orgId }) => orgId), marks.map(({ start }) => start)],
  );
}

/** The same for rows that were put into `usage_minute` by other hands: all there are in `[from, to)`. */
export async function markAllUnrolled(pool: Pool, from: Date, to: Date): Promise<void> {
  await pool.query(
    `INSERT INTO usage_unrolled (org_id, minutes, start)
     SELECT DISTINCT org_id, 15, date_bin('15 minutes', minute, 'epoch') FROM usage_minute
      WHERE minute >= $1 AND minute < $2
     ON CONFLICT DO NOTHING`,
    [from, to],
  );
}
