import { pool } from "@/lib/db/pool";
import { stretchesOf } from "./stretches";
import type { UsageProfile } from "./usage";

const STRETCH_DAYS = 5;

/**
 * Says who made the seeded calls of `[from, to)` and what they called, hour by hour: each key's own few addresses and networks
 * (from the blocks reserved for documentation, RFC 5737), user agents, referring sites, countries and endpoints. The shares are
 * fixed, so that the numbers add up to the calls.
 *
 * Run only over hours whose calls were not told apart before; it adds to what is there.
 */
export async function seedCallers(profiles: readonly UsageProfile[], from: Date, to: Date): Promise<void> {
  const keyIds = [...new Set(profiles.map(({ keyId }) => keyId))];
  for (const stretch of stretchesOf(from, to, STRETCH_DAYS)) {
    await pool().query(SEED_CALLERS, [stretch.from, stretch.to, keyIds]);
  }
}

const SEED_CALLERS = `
  WITH calls AS (
    SELECT date_trunc('hour', minute) AS hour, org_id, key_id, sum(requests) AS requests,
           min(secret_id) AS secret_id, (SELECT split_part(slug, '-', 1) FROM org WHERE org.id = org_id) AS site,
           EXISTS (SELECT FROM key_product kp JOIN product p ON p.id = kp.product_id JOIN key k ON k.id = kp.key_id
                    WHERE kp.key_id = usage_minute.key_id AND p.slug = 'map-display' AND k.allow_query_key) AS is_in_urls
      FROM usage_minute WHERE minute >= $1 AND minute < $2 AND key_id = ANY($3)
     GROUP BY 1, 2, 3
  ), callers AS (
    SELECT c.hour, c.org_id, c.key_id, v.dimension, v.value, floor(c.requests * v.share)::bigint AS requests
      FROM calls c CROSS JOIN LATERAL (VALUES
        ('ip', '203.0.113.' || (20 + abs(hashtext(c.secret_id)) % 200), 0.62),
        ('ip', '203.0.113.' || (20 + abs(hashtext(c.secret_id) / 7) % 200), 0.27),
        ('ip', '198.51.100.' || (10 + abs(hashtext(c.key_id)) % 40), 0.11),
        ('network', '203.0.113.0/24', 0.89), ('network', '198.51.100.0/24', 0.11),
        ('agent', 'Node.js', 0.8), ('agent', 'Firefox', 0.2),
        ('referrer', '', 0.8), ('referrer', 'app.' || c.site || '.example', 0.2),
        ('country', 'PT', 0.7), ('country', 'ES', 0.3),
        -- Maps in web pages ask for their tiles by URLs that hold the key.
        ('carrier', 'query', CASE WHEN c.is_in_urls THEN 0.4 ELSE 0 END)
      ) AS v (dimension, value, share)
  ), called AS (
    SELECT date_trunc('hour', minute) AS hour, org_id, key_id, 'endpoint', c.paths[1], sum(requests)::bigint
      FROM usage_minute JOIN endpoint_class c ON c.id = class_id
     WHERE minute >= $1 AND minute < $2 AND key_id = ANY($3)
     GROUP BY 1, 2, 3, 5
  )
  INSERT INTO usage_top (hour, org_id, key_id, dimension, value, requests, unsure)
  SELECT hour, org_id, key_id, dimension, value, sum(requests), 0
    FROM (SELECT * FROM callers UNION ALL SELECT * FROM called) AS told WHERE requests > 0
   GROUP BY hour, org_id, key_id, dimension, value
  ON CONFLICT (org_id, key_id, hour, dimension, value) DO UPDATE SET requests = usage_top.requests + excluded.requests`;
