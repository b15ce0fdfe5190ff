import { db } from "@/lib/db/client";
import type { UserContext } from "@/lib/orgs/context";

export type IdentityItem = { issuer: string; email: string /** ISO 8601. */; lastUsedAt: string };

/** The person's accounts at identity providers, by last use. */
export async function listIdentities({ actor }: Pick<UserContext, "actor">): Promise<IdentityItem[]> {
  const rows = await db.identity.findMany({
    where: { userId: actor.id },
    select: { issuer: true, email: true, lastUsedAt: true },
    orderBy: [{ lastUsedAt: "desc" }, { subject: "asc" }],
    take: 20,
  });
  return rows.map((row) => ({ ...row, lastUsedAt: row.lastUsedAt.toISOString() }));
}
