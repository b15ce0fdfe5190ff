import { pool } from "@/lib/db/pool";
import { stretchesOf } from "./stretches";
import type { UsageProfile } from "./usage";

/** What a what-if looks back on today, and a day more: every minute is told. Of the time before only those with refusals. */
const WHOLE_DAYS = 15;
const DAY_MS = 86_400_000;
const STRETCH_DAYS = 3;

/**
 * Says in which seconds the seeded calls came, for endpoint classes that run into their limit: what evidence and what-if of a
 * QPS request are made of. As many calls a minute as were seeded, refused ones in bursts at and above the limit.
 *
 * Deterministic like the calls themselves. Run only over minutes that were not seeded before.
 */
export async function seedDemand(profiles: readonly UsageProfile[], from: Date, to: Date): Promise<void> {
  const wholeSince = new Date(to.getTime() - WHOLE_DAYS * DAY_MS);
  const limited = profiles.filter(({ outcomes }) => outcomes.some(({ code }) => code === "qps_exceeded"));
  const pairs = new Map(limited.map(({ keyId, classId }) => [`${keyId} ${classId}`, { keyId, classId }]));
  for (const { keyId, classId } of pairs.values()) {
    for (const stretch of stretchesOf(from, to, STRETCH_DAYS)) {
      await pool().query(SEED_DEMAND, [keyId, classId, stretch.from, stretch.to, wholeSince]);
    }
  }
}

const SEED_DEMAND = `
  WITH counted AS (
    SELECT m.minute, m.org_id, c.default_qps AS qps,
           extract(epoch FROM m.minute)::bigint / 60 AS n,
           coalesce(sum(m.requests) FILTER (WHERE m.code = ''), 0)::int AS let_through,
           coalesce(sum(m.requests) FILTER (WHERE m.code = 'qps_exceeded'), 0)::int AS refused
    FROM usage_minute m JOIN endpoint_class c ON c.id = m.class_id
    WHERE m.key_id = $1 AND m.class_id = $2 AND m.minute >= $3 AND m.minute < $4 AND m.code IN ('', 'qps_exceeded')
    GROUP BY m.minute, m.org_id, c.default_qps
    HAVING m.minute >= $5 OR bool_or(m.code = 'qps_exceeded')
  ), bursts AS (
    -- A burst is as short as refusals of up to twice the limit a second let it be; at least one second when there are any.
    SELECT *, CASE WHEN refused = 0 THEN 0 ELSE greatest(1, ceil(refused / (qps * 2.0)))::int END AS length,
           (hashtextextended($1, n) & 1023) % 40 AS begins
    FROM counted
  ), held AS (
    SELECT *, least(let_through, qps * length) AS in_burst FROM bursts
  )
  INSERT INTO usage_demand (minute, org_id, key_id, class_id, admitted, refused)
  SELECT minute, org_id, $1, $2, seconds.admitted, seconds.refused
  FROM held CROSS JOIN LATERAL (
    SELECT array_agg(coalesce(share(in_burst), 0) + coalesce(scattered.calls, 0) ORDER BY s)::int[] AS admitted,
           array_agg(coalesce(share(refused), 0) ORDER BY s)::int[] AS refused
    FROM generate_series(0, 59) AS s
    LEFT JOIN (
      SELECT (hashtextextended($1, n * 1000 + call) & 1023) % 60 AS s, count(*)::int AS calls
      FROM generate_series(1, let_through - in_burst) AS call
      GROUP BY 1
    ) AS scattered USING (s)
  ) AS seconds
  ON CONFLICT (org_id, key_id, minute, class_id) DO NOTHING
`.replaceAll(
  /share\((\w+)\)/g,
  // Calls of a burst, spread over its seconds so that they add up.
  "CASE WHEN s >= begins AND s < begins + length THEN ($1 * (s - begins + 1) / length) - ($1 * (s - begins) / length) END",
);
