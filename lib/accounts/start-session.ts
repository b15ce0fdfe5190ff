import { emitAudit } from "@/lib/audit/emit";
import type { Tx } from "@/lib/db/client";
import type { RequestContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { actingAs, endSessions } from "./internal";
import { SESSION_MAX_AGE_SECONDS } from "./session-cookie";

type Person = { id: string; name: string; email: string };

/** Opens a new session and ends the one this browser had, so that no ID known before signing in is worth anything. */
export async function startSession(
  tx: Tx,
  ctx: RequestContext,
  { person, previousSessionId }: { person: Person; previousSessionId: string | null },
): Promise<string> {
  if (previousSessionId !== null) {
    await endSessions(tx, { id: previousSessionId }, { reason: "replaced", now: ctx.now });
  }
  const id = newId("session");
  await tx.session.create({
    data: {
      id,
      userId: person.id,
      createdAt: ctx.now,
      lastSeenAt: ctx.now,
      expiresAt: new Date(ctx.now.getTime() + SESSION_MAX_AGE_SECONDS * 1000),
      ip: ctx.ip,
      userAgent: ctx.userAgent,
    },
    select: { id: true },
  });
  await emitAudit(tx, actingAs(ctx, person), {
    action: "session.started",
    targetType: "session",
    targetId: id,
  });
  return id;
}
