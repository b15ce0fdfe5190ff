import type { Pool, PoolClient } from "pg";
import { z } from "zod";
import { ALL } from "@/lib/usage/resolutions";
import { toCount } from "@/lib/usage/scope";
import { DAY_MS } from "@/lib/usage/units";
import { CALLER_DIMENSIONS, type CallerDimension, type Known, SETTLED_MS } from "./newcomers";

/** A value that is not known of a key. */
export type Stranger = {
  orgId: string;
  keyId: string;
  dimension: CallerDimension;
  value: string;
  calls: number;
};

const Dimension = z.enum(CALLER_DIMENSIONS);

const StrangerRow = z.object({
  org_id: z.string(),
  key_id: z.string(),
  dimension: Dimension,
  value: z.string(),
  calls: z.string(),
});

/** Where nothing is known of a value, nobody can say "this is me" either. */
const IS_NAMED = "(t.value <> '' OR t.dimension = 'agent')";

/** Everything that keys of these organizations were called from, by and at since an hour, and is not known of them. */
export async function readStrangers(
  client: PoolClient,
  orgIds: readonly string[],
  hour: Date,
): Promise<Stranger[]> {
  const { rows } = await client.query(
    `SELECT t.org_id, t.key_id, t.dimension, t.value, sum(t.requests)::text AS calls
       FROM usage_top t
      WHERE t.org_id = ANY($1) AND t.hour >= $2 AND t.key_id NOT IN ('', '${ALL}') AND t.dimension = ANY($3) AND ${IS_NAMED}
        AND NOT EXISTS (
          SELECT FROM known_caller k WHERE k.org_id = t.org_id AND k.key_id = t.key_id AND k.dimension = t.dimension AND k.value = t.value)
      GROUP BY 1, 2, 3, 4 HAVING sum(t.requests) > 0 ORDER BY 1, 2, 3, 4`,
    [orgIds, hour, [...CALLER_DIMENSIONS]],
  );
  return z
    .array(StrangerRow)
    .parse(rows)
    .map((row) => ({
      orgId: row.org_id,
      keyId: row.key_id,
      dimension: row.dimension,
      value: row.value,
      calls: toCount(row.calls),
    }));
}

/** How far back a key's callers are learned when it is seen for the first time. */
const LEARNED_DAYS = 90;

/** Remembers whom keys were called by before `hour`, of those of which nothing is remembered yet. */
export async function learnPast(client: Pool, keyIds: readonly string[], hour: Date): Promise<void> {
  const since = new Date(hour.getTime() - LEARNED_DAYS * DAY_MS);
  await client.query(
    `INSERT INTO known_caller (org_id, key_id, dimension, value, first_at, last_at)
     SELECT org_id, key_id, dimension, value, min(at), max(at) FROM (
       SELECT t.org_id, t.key_id, t.dimension, t.value, t.start AS at, t.requests FROM usage_top_day t
         JOIN key ON key.id = t.key_id AND key.org_id = t.org_id
        WHERE t.key_id = ANY($1) AND t.dimension = ANY($2) AND t.start >= $3 AND t.start < $4 AND t.value <> '${ALL}' AND ${IS_NAMED}
       UNION ALL
       SELECT t.org_id, t.key_id, t.dimension, t.value, t.hour, t.requests FROM usage_top t
         JOIN key ON key.id = t.key_id AND key.org_id = t.org_id
        WHERE t.key_id = ANY($1) AND t.dimension = ANY($2) AND t.hour >= $3 AND t.hour < $4 AND ${IS_NAMED}
     ) AS seen WHERE requests > 0 GROUP BY 1, 2, 3, 4
     ON CONFLICT DO NOTHING`,
    [keyIds, [...CALLER_DIMENSIONS], since, hour],
  );
}

const KnownRow = z.object({
  key_id: z.string(),
  dimension: Dimension,
  count: z.int(),
  since: z.date(),
  newcomers: z.array(z.object({ value: z.string(), ms: z.number() })),
});

/** What is remembered of keys, by key ID and dimension. */
export async function readKnown(
  client: PoolClient,
  keyIds: readonly string[],
  now: Date,
  learnedMs: number,
): Promise<ReadonlyMap<string, Known>> {
  const { rows } = await client.query(
    `SELECT k.key_id, k.dimension, count(*)::int AS count, s.since,
            coalesce(jsonb_agg(jsonb_build_object('value', k.value, 'ms', extract(epoch FROM k.first_at) * 1000)) FILTER (
              WHERE k.learned_by_id IS NULL AND k.first_at >= $2 AND k.first_at >= s.since + $3 * interval '1 ms'), '[]') AS newcomers
       FROM known_caller k
       JOIN (SELECT org_id, key_id, min(first_at) AS since FROM known_caller WHERE key_id = ANY($1) GROUP BY 1, 2) s
         ON s.org_id = k.org_id AND s.key_id = k.key_id
      GROUP BY k.key_id, k.dimension, s.since`,
    [keyIds, new Date(now.getTime() - SETTLED_MS), learnedMs],
  );
  return new Map(
    z
      .array(KnownRow)
      .parse(rows)
      .map(({ key_id, dimension, count, since, newcomers }) => [
        `${key_id} ${dimension}`,
        { count, sinceMs: since.getTime(), newcomers },
      ]),
  );
}

const Learned = z.array(z.object({ org_id: z.string(), dimension: z.string(), value: z.string() }));

/** What somebody of an organization said is theirs, as `org dimension value`: it is no stranger to any of its keys. */
export async function readLearned(
  client: PoolClient,
  orgIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await client.query(
    "SELECT DISTINCT org_id, dimension, value FROM known_caller WHERE org_id = ANY($1) AND learned_by_id IS NOT NULL",
    [orgIds],
  );
  return new Set(Learned.parse(rows).map((row) => `${row.org_id} ${row.dimension} ${row.value}`));
}
