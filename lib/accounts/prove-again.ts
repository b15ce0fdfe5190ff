import type { z } from "zod";
import { emitAudit } from "@/lib/audit/emit";
import { db, type Tx } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import type { UserContext } from "@/lib/orgs/context";
import { verifyPassword } from "./password";
import type { ProveAgainInput } from "./schemas";
import { hasSecondFactor } from "./second-factor/has";
import { withCode } from "./second-factor/with-code";
import { bucketOf, chargeAttempt, clearThrottle } from "./throttle";
import { PASSWORD_CHANGE } from "./throttle-curve";

/**
 * Proves once more, in this session, that the person is who they are: with a code by whoever has a second factor, else
 * with the password. Which of them is not the caller's to choose.
 *
 * Wrong answers are throttled per person, so that whoever holds a stolen session cannot guess on.
 * @throws {DomainError} `invalid_input` on `proof`; `too_many_attempts`; `not_signed_in` when the session ended meanwhile.
 */
export async function proveAgain(
  ctx: UserContext,
  { proof }: z.output<typeof ProveAgainInput>,
): Promise<void> {
  if (await hasSecondFactor(ctx.actor.id)) {
    await withCode(ctx, { person: ctx.actor, code: proof, field: "proof" }, (tx, kind) =>
      stepUp(tx, ctx, kind),
    );
    return;
  }
  const bucket = bucketOf("step-up", ctx.actor.id, PASSWORD_CHANGE);
  await chargeAttempt(bucket, ctx.now);
  const { passwordHash } = await db.user.findUniqueOrThrow({
    where: { id: ctx.actor.id },
    select: { passwordHash: true },
  });
  if (!(await verifyPassword(passwordHash, proof))) {
    throw new DomainError("invalid_input", { fields: { proof: ["This is not your password."] } });
  }
  await clearThrottle(bucket);
  await withTransaction((tx) => stepUp(tx, ctx, "password"));
}

async function stepUp(tx: Tx, ctx: UserContext, shown: string): Promise<void> {
  const { count } = await tx.session.updateMany({
    where: { id: ctx.sessionId, userId: ctx.actor.id, endedAt: null },
    data: { steppedUpAt: ctx.now },
  });
  if (count === 0) throw new DomainError("not_signed_in");
  await emitAudit(tx, ctx, {
    action: "session.stepped_up",
    targetType: "session",
    targetId: ctx.sessionId,
    after: { shown },
  });
}
