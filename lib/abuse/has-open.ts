import type { Tx } from "@/lib/db/client";

/**
 * Whether a suspicion stands against this key, or its whole organization. For verbs that have checked who asks.
 */
export async function hasOpenFlag(
  client: Pick<Tx, "abuseFlag">,
  { orgId, keyId }: { orgId: string; keyId: string },
): Promise<boolean> {
  const open = await client.abuseFlag.findFirst({
    where: { orgId, clearedAt: null, OR: [{ keyId: null }, { keyId }] },
    select: { id: true },
  });
  return open !== null;
}
