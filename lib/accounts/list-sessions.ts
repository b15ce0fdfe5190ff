import { db } from "@/lib/db/client";
import type { UserContext } from "@/lib/orgs/context";
import { HAS_SHOWN_FACTOR } from "./internal";
import { SESSION_IDLE_MS } from "./live-session";

export type SessionItem = {
  id: string;
  ip: string;
  userAgent: string;
  /** ISO 8601. */
  createdAt: string;
  lastSeenAt: string;
  isCurrent: boolean;
};

const LISTED = 100;

/** The person's living sessions: the one that asks first, then by last use. */
export async function listSessions(ctx: UserContext): Promise<SessionItem[]> {
  const rows = await db.session.findMany({
    where: {
      userId: ctx.actor.id,
      endedAt: null,
      expiresAt: { gt: ctx.now },
      lastSeenAt: { gt: new Date(ctx.now.getTime() - SESSION_IDLE_MS) },
      ...HAS_SHOWN_FACTOR,
    },
    select: { id: true, ip: true, userAgent: true, createdAt: true, lastSeenAt: true },
    orderBy: [{ lastSeenAt: "desc" }, { id: "asc" }],
    take: LISTED,
  });
  const items = rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    isCurrent: row.id === ctx.sessionId,
  }));
  return items.sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
}
