import type { PoolClient } from "pg";
import { ALL } from "./resolutions";
import { type Stretches, sourceOf, valuesOf } from "./roll-calls";

/** Makes the histograms of these stretches anew: the sums of the finer ones, so that no accuracy is lost on the way. */
export async function rollLatency(client: PoolClient, stretches: Stretches): Promise<void> {
  const { orgId, into, from, starts } = stretches;
  await client.query(`DELETE FROM ${into.latency} WHERE org_id = $1 AND start = ANY($2)`, [orgId, starts]);
  await client.query(
    `INSERT INTO ${into.latency} (start, org_id, key_id, class_id, buckets, counts)
     SELECT start, $1, key_id, class_id, array_agg(bucket ORDER BY bucket), array_agg(n ORDER BY bucket)
       FROM (SELECT s.start, bucket, sum(n)::bigint AS n,
                    ${from.id === "minute" ? KEYS_AND_ALL : "key_id, class_id"}
               FROM ${sourceOf(stretches, "latency")}
              CROSS JOIN unnest(m.buckets, m.counts) AS b (bucket, n)
              GROUP BY ${from.id === "minute" ? SETS : "s.start, key_id, class_id, bucket"}) AS sums
      GROUP BY start, key_id, class_id`,
    valuesOf(stretches),
  );
}

const KEYS_AND_ALL = `
  CASE GROUPING(key_id) WHEN 1 THEN '${ALL}' ELSE key_id END AS key_id,
  CASE GROUPING(class_id) WHEN 1 THEN '${ALL}' ELSE class_id END AS class_id`;
const SETS = `GROUPING SETS (
  (s.start, key_id, class_id, bucket), (s.start, class_id, bucket), (s.start, bucket))`;
