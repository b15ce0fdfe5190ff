import type { z } from "zod";
import { emitAudit } from "@/lib/audit/emit";
import { db } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { resetPasswordMail } from "@/lib/mail/account-mails";
import { sendMail } from "@/lib/mail/send";
import type { RequestContext } from "@/lib/orgs/context";
import { inBackground } from "./background";
import { chargeMail } from "./charge-mail";
import { issueLinkToken } from "./link-token";
import type { EmailInput } from "./schemas";

/**
 * Mails a link to choose a new password, if the address has an account. Older links stop working.
 *
 * The answer and its time are the same for every address.
 * @throws {DomainError} `too_many_attempts`.
 */
export async function requestPasswordReset(
  ctx: RequestContext,
  { email }: z.output<typeof EmailInput>,
): Promise<void> {
  await chargeMail(ctx, "reset", email);
  inBackground(ctx, async () => {
    const user = await db.user.findFirst({ where: { email, disabledAt: null }, select: { id: true } });
    if (user === null) return;
    const token = await withTransaction(async (tx) => {
      // Nobody has proved to be this person yet: the row names the mailbox, not an actor of that name.
      await emitAudit(
        tx,
        { ...ctx, actor: { type: "system", id: "password-reset" } },
        {
          action: "account.reset_requested",
          targetType: "user",
          targetId: user.id,
        },
      );
      return issueLinkToken(tx, { userId: user.id, purpose: "reset_password", now: ctx.now });
    });
    await sendMail(resetPasswordMail({ to: email, token }));
  });
}
