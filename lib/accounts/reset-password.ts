import type { z } from "zod";
import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { passwordChangedMail } from "@/lib/mail/account-mails";
import { sendMail } from "@/lib/mail/send";
import type { RequestContext } from "@/lib/orgs/context";
import { inBackground } from "./background";
import { deviceHash, newDeviceToken, trustDevice } from "./device";
import { accountBucket, actingAs, endSessions, personalWords } from "./internal";
import { consumeLinkToken, endLinkTokens, findLinkOwner } from "./link-token";
import { requireLongEnough } from "./long-enough";
import { hashPassword, requireHardToGuess } from "./password";
import type { ResetPasswordInput } from "./schemas";
import { clearThrottle } from "./throttle";

/**
 * Sets a new password for whoever holds the mailed link. All sessions end, the address counts as confirmed, failed
 * sign-ins are forgotten, and of all browsers only this one is known from now on.
 *
 * @param deviceToken The browser's token, if it has one.
 * @returns The address to sign in with, and the token this browser keeps.
 * @throws {DomainError} `link_invalid`; `invalid_input` on `password`.
 */
export async function resetPassword(
  ctx: RequestContext,
  { token, password }: z.output<typeof ResetPasswordInput>,
  deviceToken: string | null,
): Promise<{ email: string; deviceToken: string }> {
  const owner = await findLinkOwner(token, "reset_password", ctx.now);
  if (owner === null) throw new DomainError("link_invalid");
  const { id: ownerId, email } = owner;
  await requireLongEnough(ownerId, password, "password");
  requireHardToGuess(password, { field: "password", personal: personalWords({ email, name: "" }) });
  const passwordHash = await hashPassword(password);
  const trusted = deviceToken ?? newDeviceToken();
  await withTransaction(async (tx) => {
    const userId = await consumeLinkToken(tx, { plaintext: token, purpose: "reset_password", now: ctx.now });
    const user = await tx.user.update({
      where: { id: userId },
      data: { passwordHash },
      select: { id: true, name: true, email: true },
    });
    await tx.user.updateMany({
      where: { id: userId, emailVerifiedAt: null },
      data: { emailVerifiedAt: ctx.now },
    });
    const ended = await endSessions(tx, { userId }, { reason: "password_reset", now: ctx.now });
    await endLinkTokens(tx, { userId, purpose: "verify_email", now: ctx.now });
    await tx.knownDevice.deleteMany({ where: { userId } });
    await trustDevice(tx, deviceHash(trusted, userId), userId, ctx.now);
    await clearThrottle(accountBucket(user.email), tx);
    await emitAudit(tx, actingAs(ctx, user), {
      action: "account.password_reset",
      targetType: "user",
      targetId: userId,
      after: { endedSessions: ended },
    });
  });
  inBackground(ctx, () => sendMail(passwordChangedMail({ to: email })));
  return { email, deviceToken: trusted };
}
