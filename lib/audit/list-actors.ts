import { z } from "zod";
import { db } from "@/lib/db/client";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";

const LISTED = 200;
const Rows = z.array(z.object({ actorType: z.string(), actorId: z.string() }));

export type AuditActor = { id: string; type: string; name: string | null };

/** Everybody who has left an entry in the organization's log, people who left included; at most 200. */
export async function listAuditActors(ctx: OrgContext): Promise<AuditActor[]> {
  requirePermission(ctx, "audit:read");
  // Hops from one actor to the next through the index: as many steps as there are actors, however long the log is.
  const rows = await db.$queryRaw`
    WITH RECURSIVE actor AS (
      (SELECT actor_id, actor_type FROM audit_entry WHERE chain = ${ctx.org.id} ORDER BY actor_id, seq DESC LIMIT 1)
      UNION ALL
      SELECT next.actor_id, next.actor_type FROM actor, LATERAL (
        SELECT actor_id, actor_type FROM audit_entry
        WHERE chain = ${ctx.org.id} AND actor_id > actor.actor_id ORDER BY actor_id, seq DESC LIMIT 1) next)
    SELECT actor_id AS "actorId", actor_type AS "actorType" FROM actor LIMIT ${LISTED}`;
  const actors = Rows.parse(rows);
  const ids = actors.map(({ actorId }) => actorId);
  const [people, tokens] = await Promise.all([
    db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true, staffRole: true } }),
    db.managementToken.findMany({
      where: { id: { in: ids }, orgId: ctx.org.id },
      select: { id: true, name: true },
    }),
  ]);
  const names = new Map([
    ...people.map(({ id, name, staffRole }) => [id, staffRole === null ? name : "Provider staff"] as const),
    ...tokens.map(({ id, name }) => [id, name] as const),
  ]);
  return actors
    .map(({ actorId, actorType }) => ({ id: actorId, type: actorType, name: names.get(actorId) ?? null }))
    .sort((a, b) => (a.name ?? a.id).localeCompare(b.name ?? b.id));
}
