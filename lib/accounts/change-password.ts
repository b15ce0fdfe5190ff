import type { z } from "zod";
import { emitAudit } from "@/lib/audit/emit";
import { db } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { passwordChangedMail } from "@/lib/mail/account-mails";
import { sendMail } from "@/lib/mail/send";
import type { UserContext } from "@/lib/orgs/context";
import { inBackground } from "./background";
import { endSessions, personalWords } from "./internal";
import { endLinkTokens } from "./link-token";
import { requireLongEnough } from "./long-enough";
import { hashPassword, requireHardToGuess, verifyPassword } from "./password";
import type { ChangePasswordInput } from "./schemas";
import { bucketOf, chargeAttempt, clearThrottle } from "./throttle";
import { PASSWORD_CHANGE } from "./throttle-curve";

/**
 * Replaces the password of whoever knows the current one, and ends all their other sessions (this one too, unless
 * `keepThisSession`). Open reset links stop working; a mail says that it happened.
 *
 * @throws {DomainError} `invalid_input` on `currentPassword` or `newPassword`; `too_many_attempts`; `conflict` when
 *   the password was changed at the same time.
 */
export async function changePassword(
  ctx: UserContext,
  input: z.output<typeof ChangePasswordInput>,
): Promise<void> {
  const { id, email } = ctx.actor;
  const { passwordHash } = await db.user.findUniqueOrThrow({ where: { id }, select: { passwordHash: true } });
  const bucket = bucketOf("password-change", id, PASSWORD_CHANGE);
  await chargeAttempt(bucket, ctx.now);
  if (!(await verifyPassword(passwordHash, input.currentPassword))) {
    throw refuse("currentPassword", "This is not your current password.");
  }
  await clearThrottle(bucket);
  if (input.newPassword === input.currentPassword) {
    throw refuse("newPassword", "This is the password you have now. Choose another one.");
  }
  await requireLongEnough(id, input.newPassword, "newPassword");
  requireHardToGuess(input.newPassword, { field: "newPassword", personal: personalWords(ctx.actor) });
  const newHash = await hashPassword(input.newPassword);
  await withTransaction(async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { id, passwordHash },
      data: { passwordHash: newHash },
    });
    if (count === 0) throw new DomainError("conflict");
    const kept = input.keepThisSession ? { id: { not: ctx.sessionId } } : {};
    const ended = await endSessions(
      tx,
      { userId: id, ...kept },
      { reason: "password_changed", now: ctx.now },
    );
    await endLinkTokens(tx, { userId: id, purpose: "reset_password", now: ctx.now });
    await emitAudit(tx, ctx, {
      action: "account.password_changed",
      targetType: "user",
      targetId: id,
      after: { endedSessions: ended },
    });
  });
  inBackground(ctx, () => sendMail(passwordChangedMail({ to: email })));
}

function refuse(field: string, sentence: string): DomainError {
  return new DomainError("invalid_input", { fields: { [field]: [sentence] } });
}
