import { db } from "@/lib/db/client";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import type { TokenItem } from "./schemas";
import { ALL_SCOPES } from "./scopes";

const LISTED = 200;

/** The organization's management tokens, the newest first, the last 200 of them. Nothing that could be used as one. */
export async function listTokens(ctx: OrgContext): Promise<TokenItem[]> {
  requirePermission(ctx, "tokens:manage");
  const rows = await db.managementToken.findMany({
    where: { orgId: ctx.org.id },
    select: {
      id: true,
      name: true,
      head: true,
      scopes: true,
      createdById: true,
      createdAt: true,
      expiresAt: true,
      revokedAt: true,
      leakedAt: true,
      lastUsedAt: true,
      lastUsedIp: true,
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: LISTED,
  });
  const creators = await db.user.findMany({
    where: { id: { in: rows.map(({ createdById }) => createdById) } },
    select: {
      id: true,
      name: true,
      disabledAt: true,
      memberships: { where: { orgId: ctx.org.id }, select: { role: true } },
    },
  });
  const creatorOf = new Map(creators.map((person) => [person.id, person]));
  return rows.map(({ createdById, scopes, ...row }) => {
    const creator = creatorOf.get(createdById);
    const isMember = creator !== undefined && creator.disabledAt === null && creator.memberships.length > 0;
    return {
      id: row.id,
      name: row.name,
      head: row.head,
      scopes: ALL_SCOPES.filter((scope) => scopes.includes(scope)),
      createdAt: row.createdAt.toISOString(),
      createdBy: creator ? { id: creator.id, name: creator.name } : null,
      status: statusOf(row, isMember, ctx.now),
      expiresAt: row.expiresAt?.toISOString() ?? null,
      revokedAt: row.revokedAt?.toISOString() ?? null,
      leakedAt: row.leakedAt?.toISOString() ?? null,
      lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
      lastUsedIp: row.lastUsedIp,
    };
  });
}

type Ends = { revokedAt: Date | null; expiresAt: Date | null };

function statusOf({ revokedAt, expiresAt }: Ends, isMember: boolean, now: Date): TokenItem["status"] {
  if (revokedAt) return "revoked";
  if (expiresAt && expiresAt <= now) return "expired";
  return isMember ? "active" : "creator_left";
}
