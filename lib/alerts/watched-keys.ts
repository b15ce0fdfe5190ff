import { db } from "@/lib/db/client";
import type { WatchedKey } from "./raise";

/** IDs of the organizations that are watched: what is suspended is refused, and its people know. */
export async function watchedOrgs(): Promise<string[]> {
  const orgs = await db.org.findMany({ where: { suspendedAt: null }, select: { id: true } });
  return orgs.map(({ id }) => id);
}

/** Of these keys those that work: what is disabled, over or in the trash raises no alerts. */
export async function workingKeys(
  keyIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, WatchedKey>> {
  if (keyIds.length === 0) return new Map();
  const keys = await db.key.findMany({
    where: {
      id: { in: [...keyIds] },
      deletedAt: null,
      disabledAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
    },
    select: { id: true, orgId: true, name: true, createdById: true },
  });
  return new Map(keys.map((key) => [key.id, key]));
}
