import type { PoolClient } from "pg";
import { ALL, type Resolution } from "./resolutions";

/** Which stretches of an org to do again, each `into.ms` long, from the rows that are one resolution finer. */
export type Stretches = {
  orgId: string;
  from: Resolution;
  into: Resolution;
  starts: readonly Date[];
};

/**
 * Makes the rows of these stretches anew. Whatever was there before is replaced, so that it may be done any number of times.
 *
 * The requests and bytes of a stretch are exactly those of its finer rows, of each key and of all keys together.
 */
export async function rollCalls(client: PoolClient, stretches: Stretches): Promise<void> {
  const { orgId, into, from, starts } = stretches;
  await client.query(`DELETE FROM ${into.calls} WHERE org_id = $1 AND start = ANY($2)`, [orgId, starts]);
  await client.query(
    `INSERT INTO ${into.calls}
       (start, org_id, key_id, secret_id, product_id, class_id, status, code, requests, bytes_in, bytes_out)
     SELECT s.start, $1, ${from.id === "minute" ? EVERY_KEY_AND_ALL : EVERY_KEY}
       FROM ${sourceOf(stretches, "calls")}
      GROUP BY ${from.id === "minute" ? SETS : "s.start, key_id, secret_id, product_id, class_id, status, code"}`,
    valuesOf(stretches),
  );
}

const SUMS = "sum(requests), sum(bytes_in), sum(bytes_out)";
const EVERY_KEY = `key_id, secret_id, product_id, class_id, status, code, ${SUMS}`;
/** Rows of all keys together are made once, from minutes; coarser ones follow from them like any key's. */
const EVERY_KEY_AND_ALL = `
  CASE GROUPING(key_id) WHEN 1 THEN '${ALL}' ELSE key_id END, coalesce(secret_id, ''), product_id, class_id, status, code, ${SUMS}`;
const SETS = `GROUPING SETS (
  (s.start, key_id, secret_id, product_id, class_id, status, code), (s.start, product_id, class_id, status, code))`;

/** The finer rows of each stretch. The span of all is said apart, so that partitions of other times are not looked at. */
export function sourceOf({ from, into }: Stretches, table: "calls" | "latency"): string {
  const time = `m.${from.time}`;
  return `unnest($2::timestamptz[]) AS s (start)
     JOIN ${from[table]} AS m ON m.org_id = $1 AND ${time} >= s.start AND ${time} < s.start + interval '${into.ms} milliseconds'
      AND ${time} >= $3 AND ${time} < $4`;
}

/** The values `sourceOf` speaks of. */
export function valuesOf({ orgId, starts, into }: Stretches): unknown[] {
  const times = starts.map((start) => start.getTime());
  return [orgId, starts, new Date(Math.min(...times)), new Date(Math.max(...times) + into.ms)];
}
