import { type AuditContext, emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { secondFactorResetMail } from "@/lib/mail/account-mails";
import { sendMail } from "@/lib/mail/send";
import { endSessions } from "../internal";

type Reset = { email: string; reason: string };

/**
 * Takes the second factor from somebody who lost the app and the recovery codes; for operators, who have made sure who asks.
 *
 * The password goes, too: it may have been short because there was a second factor, and whoever talked an operator into this
 * still needs the mailbox to choose a new one. All sessions end, and the person is told by mail.
 * @throws {DomainError} `not_found` for an address without an account; `conflict` when it has no second factor.
 */
export async function resetSecondFactor(
  { now, ip, userAgent, requestId, actor }: Omit<AuditContext, "org">,
  { email, reason }: Reset,
): Promise<void> {
  await withTransaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { email }, select: { id: true } });
    if (user === null) throw new DomainError("not_found", { message: "No account has this address." });
    const { id: userId } = user;
    const { count } = await tx.secondFactor.deleteMany({ where: { userId, confirmedAt: { not: null } } });
    if (count === 0) {
      throw new DomainError("conflict", { message: "This account has no second factor." });
    }
    await tx.recoveryCode.deleteMany({ where: { userId } });
    await tx.user.update({ where: { id: userId }, data: { passwordHash: null }, select: { id: true } });
    const ended = await endSessions(tx, { userId }, { reason: "second_factor_reset", now });
    await emitAudit(
      tx,
      { now, ip, userAgent, requestId, actor },
      {
        action: "account.second_factor_reset",
        targetType: "user",
        targetId: userId,
        after: { endedSessions: ended },
        reason,
      },
    );
  });
  await sendMail(secondFactorResetMail({ to: email }));
}
