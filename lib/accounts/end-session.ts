import type { z } from "zod";
import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import type { UserContext } from "@/lib/orgs/context";
import { endSessions } from "./internal";
import type { EndSessionInput } from "./schemas";

/**
 * Ends one of the person's own sessions, at once and everywhere.
 * @throws {DomainError} `not_found` for a session that is over or somebody else's.
 */
export async function endSession(
  ctx: UserContext,
  { sessionId }: z.output<typeof EndSessionInput>,
): Promise<void> {
  await withTransaction(async (tx) => {
    const ended = await endSessions(
      tx,
      { id: sessionId, userId: ctx.actor.id },
      { reason: "ended_by_person", now: ctx.now },
    );
    if (ended === 0) throw new DomainError("not_found");
    await emitAudit(tx, ctx, {
      action: "session.ended",
      targetType: "session",
      targetId: sessionId,
      reason: "ended_by_person",
    });
  });
}
