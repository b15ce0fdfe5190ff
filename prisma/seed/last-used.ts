import { pool } from "@/lib/db/pool";
import type { UsageProfile } from "./usage";

/**
 * Notes when and from where each secret was last accepted, true to the seeded calls: the last minute with an accepted one.
 * The addresses are from the block reserved for documentation (RFC 5737).
 */
export async function seedLastUsed(profiles: readonly UsageProfile[]): Promise<void> {
  const secretIds = [...new Set(profiles.map(({ secretId }) => secretId))];
  await pool().query(
    `INSERT INTO secret_last_used (secret_id, key_id, org_id, first_at, at, ip)
     SELECT secret_id, min(key_id), min(org_id), min(minute), max(minute), '203.0.113.' || (20 + abs(hashtext(secret_id)) % 200)
     FROM usage_minute WHERE secret_id = ANY($1) AND code = '' GROUP BY secret_id
     ON CONFLICT (secret_id) DO UPDATE
       SET first_at = least(secret_last_used.first_at, excluded.first_at), at = greatest(secret_last_used.at, excluded.at)`,
    [secretIds],
  );
}
