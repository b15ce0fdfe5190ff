import { pool } from "@/lib/db/pool";
import type { UsageProfile } from "./usage";

/**
 * Says who made the seeded calls of `[from, to)`, hour by hour: each key's own few addresses (from the blocks reserved for
 * documentation, RFC 5737), user agents and countries. The shares are fixed, so that the numbers add up to the calls.
 *
 * Run only over hours whose calls were not told apart before; it adds to what is there.
 */
export async function seedCallers(profiles: readonly UsageProfile[], from: Date, to: Date): Promise<void> {
  const keyIds = [...new Set(profiles.map(({ keyId }) => keyId))];
  await pool().query(SEED_CALLERS, [from, to, keyIds]);
}

const SEED_CALLERS = `
  WITH calls AS (
    SELECT date_trunc('hour', minute) AS hour, org_id, key_id, sum(requests) AS requests,
           min(secret_id) AS secret_id
      FROM usage_minute WHERE minute >= $1 AND minute < $2 AND key_id = ANY($3)
     GROUP BY 1, 2, 3
  ), callers AS (
    SELECT c.hour, c.org_id, c.key_id, v.dimension, v.value, floor(c.requests * v.share)::bigint AS requests
      FROM calls c CROSS JOIN LATERAL (VALUES
        ('ip', '203.0.113.' || (20 + abs(hashtext(c.secret_id)) % 200), 0.62),
        ('ip', '203.0.113.' || (20 + abs(hashtext(c.secret_id) / 7) % 200), 0.27),
        ('ip', '198.51.100.' || (10 + abs(hashtext(c.key_id)) % 40), 0.11),
        ('agent', 'Node.js', 0.8), ('agent', 'Firefox', 0.2),
        ('country', 'PT', 0.7), ('country', 'ES', 0.3)
      ) AS v (dimension, value, share)
  )
  INSERT INTO usage_top (hour, org_id, key_id, dimension, value, requests, unsure)
  SELECT hour, org_id, key_id, dimension, value, sum(requests), 0 FROM callers WHERE requests > 0
   GROUP BY hour, org_id, key_id, dimension, value
  ON CONFLICT (org_id, key_id, hour, dimension, value) DO UPDATE SET requests = usage_top.requests + excluded.requests`;
