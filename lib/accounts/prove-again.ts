import type { z } from "zod";
import { emitAudit } from "@/lib/audit/emit";
import { db } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import type { UserContext } from "@/lib/orgs/context";
import { verifyPassword } from "./password";
import type { ProveAgainInput } from "./schemas";
import { bucketOf, chargeAttempt, clearThrottle } from "./throttle";
import { PASSWORD_CHANGE } from "./throttle-curve";

/**
 * Proves once more, in this session, that the person is who they are: with their password.
 *
 * Wrong answers are throttled per person, so that whoever holds a stolen session cannot guess on.
 * @throws {DomainError} `invalid_input` on `proof`; `too_many_attempts`; `not_signed_in` when the session ended meanwhile.
 */
export async function proveAgain(
  ctx: UserContext,
  { proof }: z.output<typeof ProveAgainInput>,
): Promise<void> {
  const { id } = ctx.actor;
  const { passwordHash } = await db.user.findUniqueOrThrow({ where: { id }, select: { passwordHash: true } });
  const bucket = bucketOf("step-up", id, PASSWORD_CHANGE);
  await chargeAttempt(bucket, ctx.now);
  if (!(await verifyPassword(passwordHash, proof))) {
    throw new DomainError("invalid_input", { fields: { proof: ["This is not your password."] } });
  }
  await clearThrottle(bucket);
  await withTransaction(async (tx) => {
    const { count } = await tx.session.updateMany({
      where: { id: ctx.sessionId, userId: id, endedAt: null },
      data: { steppedUpAt: ctx.now },
    });
    if (count === 0) throw new DomainError("not_signed_in");
    await emitAudit(tx, ctx, {
      action: "session.stepped_up",
      targetType: "session",
      targetId: ctx.sessionId,
    });
  });
}
