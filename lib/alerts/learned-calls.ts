import { db } from "@/lib/db/client";

/** The most calls of which somebody said that they are usual for this key; 0: of none. */
export async function learnedCalls({ orgId, keyId }: { orgId: string; keyId: string }): Promise<number> {
  const rows = await db.$queryRaw<{ calls: number | null }[]>`
    SELECT max((data->>'calls')::float8) AS calls FROM alert
     WHERE org_id = ${orgId} AND key_id = ${keyId} AND kind = 'spike' AND data->>'isLearned' = 'true'`;
  return rows[0]?.calls ?? 0;
}
