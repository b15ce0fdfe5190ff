import type { Tx } from "@/lib/db/client";

/**
 * Takes the mark "leaked" off a key once none of its secrets that leaked works any more. Called with a secret of it that has
 * just ended; a key that is not marked is left alone.
 */
export async function forgetLeakOf(tx: Tx, endedSecretId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE key k SET leaked_at = NULL
    FROM secret ended
    WHERE ended.id = ${endedSecretId} AND k.id = ended.key_id AND k.leaked_at IS NOT NULL
      AND NOT EXISTS (
        SELECT FROM secret s WHERE s.key_id = k.id AND s.status <> 'retired' AND s.leaked_at IS NOT NULL)`;
}
