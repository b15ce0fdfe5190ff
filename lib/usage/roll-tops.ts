import type { PoolClient } from "pg";
import { ALL } from "./resolutions";
import { DIMENSIONS, PLACES } from "./top-dimensions";

/** How many values of a dimension without bounds keep a row of their own: of all keys together, and of one key in a day. */
const KEPT_OF_ALL = 100;
const KEPT_OF_KEY = 50;

const BOUNDED = DIMENSIONS.filter((dimension) => !Number.isFinite(PLACES[dimension]));

/**
 * Makes the heaviest values of all keys together anew for these hours. The calls of a dimension's rows add up to those of its
 * keys' rows: what has no row of its own is in that of `*`.
 */
export async function rollTopHours(client: PoolClient, orgId: string, hours: readonly Date[]): Promise<void> {
  await client.query(`DELETE FROM usage_top WHERE org_id = $1 AND hour = ANY($2) AND key_id = '${ALL}'`, [
    orgId,
    hours,
  ]);
  await client.query(
    `WITH ${heaviest(
      `SELECT hour AS start, '${ALL}' AS key_id, dimension, value, sum(requests) AS requests, sum(unsure) AS unsure
         FROM usage_top WHERE org_id = $1 AND hour = ANY($2) AND key_id <> '${ALL}' GROUP BY 1, 2, 3, 4`,
    )}
     INSERT INTO usage_top (hour, org_id, key_id, dimension, value, requests, unsure) ${KEPT}`,
    [orgId, hours, BOUNDED],
  );
}

/** The same for whole days, of each key and of all together. */
export async function rollTopDays(client: PoolClient, orgId: string, days: readonly Date[]): Promise<void> {
  await client.query("DELETE FROM usage_top_day WHERE org_id = $1 AND start = ANY($2)", [orgId, days]);
  await client.query(
    `WITH ${heaviest(
      `SELECT d.start, key_id, dimension, value, sum(requests) AS requests, sum(unsure) AS unsure
         FROM unnest($2::timestamptz[]) AS d (start)
         JOIN usage_top AS t ON t.org_id = $1 AND t.hour >= d.start AND t.hour < d.start + interval '24 hours'
        GROUP BY 1, 2, 3, 4`,
    )}
     INSERT INTO usage_top_day (start, org_id, key_id, dimension, value, requests, unsure) ${KEPT}`,
    [orgId, days, BOUNDED],
  );
}

/** The same for whole weeks, of all keys together alone: their days are many rows, those of one key are few. */
export async function rollTopWeeks(client: PoolClient, orgId: string, weeks: readonly Date[]): Promise<void> {
  await client.query("DELETE FROM usage_top_week WHERE org_id = $1 AND start = ANY($2)", [orgId, weeks]);
  await client.query(
    `WITH ${heaviest(
      `SELECT w.start, key_id, dimension, value, sum(requests) AS requests, sum(unsure) AS unsure
         FROM unnest($2::timestamptz[]) AS w (start)
         JOIN usage_top_day AS t ON t.org_id = $1 AND t.key_id = '${ALL}'
          AND t.start >= w.start AND t.start < w.start + interval '7 days'
        GROUP BY 1, 2, 3, 4`,
    )}
     INSERT INTO usage_top_week (start, org_id, key_id, dimension, value, requests, unsure) ${KEPT}`,
    [orgId, weeks, BOUNDED],
  );
}

/** Ranks values within their dimension; what was without a row before stays so. */
function heaviest(sums: string): string {
  return `sums AS (${sums}), ranked AS (
    SELECT *, dimension = ANY($3) OR (value <> '${ALL}'
             AND row_number() OVER (PARTITION BY start, key_id, dimension ORDER BY value = '${ALL}', requests DESC, value)
                 <= CASE key_id WHEN '${ALL}' THEN ${KEPT_OF_ALL} ELSE ${KEPT_OF_KEY} END) AS is_kept
      FROM sums)`;
}

const KEPT = `
  SELECT start, $1, key_id, dimension, value, requests, unsure FROM ranked WHERE is_kept
  UNION ALL
  SELECT start, $1, key_id, dimension, '${ALL}', 0, sum(requests + unsure) FROM ranked WHERE NOT is_kept
   GROUP BY start, key_id, dimension`;
