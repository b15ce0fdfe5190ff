import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import type { UserContext } from "@/lib/orgs/context";
import { endSessions } from "./internal";

/** Ends every session of the person but the one that asks; answers how many. */
export async function endOtherSessions(ctx: UserContext): Promise<number> {
  return withTransaction(async (tx) => {
    const ended = await endSessions(
      tx,
      { userId: ctx.actor.id, id: { not: ctx.sessionId } },
      { reason: "ended_by_person", now: ctx.now },
    );
    await emitAudit(tx, ctx, {
      action: "session.others_ended",
      targetType: "user",
      targetId: ctx.actor.id,
      after: { ended },
    });
    return ended;
  });
}
