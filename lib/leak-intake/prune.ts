import { db } from "@/lib/db/client";

const KEPT_DAYS = 30;

/**
 * Forgets findings of secrets that are none of ours after 30 days, and those of keys and tokens that are gone.
 * @returns How many were forgotten.
 */
export async function pruneFindings(now: Date): Promise<number> {
  const before = new Date(now.getTime() - KEPT_DAYS * 86_400_000);
  return db.$executeRaw`
    DELETE FROM leak_finding f
     WHERE due_at IS NULL
       AND CASE WHEN key_id IS NOT NULL THEN NOT EXISTS (SELECT FROM key k WHERE k.id = f.key_id)
                WHEN token_id IS NOT NULL
                  THEN NOT EXISTS (SELECT FROM management_token t WHERE t.id = f.token_id)
                ELSE received_at < ${before}::timestamptz END`;
}
