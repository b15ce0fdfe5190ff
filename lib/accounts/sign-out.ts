import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import type { UserContext } from "@/lib/orgs/context";
import { endSessions } from "./internal";

/** Ends the session that asks; its cookie is worth nothing from then on, wherever a copy of it may be. */
export async function signOut(ctx: UserContext): Promise<void> {
  await withTransaction(async (tx) => {
    await endSessions(
      tx,
      { id: ctx.sessionId, userId: ctx.actor.id },
      { reason: "signed_out", now: ctx.now },
    );
    await emitAudit(tx, ctx, {
      action: "session.ended",
      targetType: "session",
      targetId: ctx.sessionId,
      reason: "signed_out",
    });
  });
}
