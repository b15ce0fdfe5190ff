import type { Pool } from "pg";
import { z } from "zod";
import type { InstanceHealth } from "./instance-health";

/** The row's time is the beginning of its transaction: what is measured is never less than what it took after the commit. */
const AGE = `
select greatest(0, extract(epoch from clock_timestamp() - at) * 1000)::float8 as "tookMs", clock_timestamp() as at
from change_log where xid = $1 and kind = 'product' order by id limit 1`;

const Row = z.object({ tookMs: z.number(), at: z.date() });

/**
 * How long ago the change of this transaction began, by the database's own clock, so that no clock of an edge matters. Null when
 * its row is not kept any more.
 */
export async function measureChange(pool: Pool, xid: bigint): Promise<InstanceHealth["applied"]> {
  const { rows } = await pool.query(AGE, [String(xid)]);
  const [row] = z.array(Row).parse(rows);
  return row === undefined ? null : { tookMs: Math.round(row.tookMs), at: row.at.toISOString() };
}
