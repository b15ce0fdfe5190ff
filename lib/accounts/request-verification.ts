import type { z } from "zod";
import { db } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { verifyEmailMail } from "@/lib/mail/account-mails";
import { sendMail } from "@/lib/mail/send";
import type { RequestContext } from "@/lib/orgs/context";
import { inBackground } from "./background";
import { chargeMail } from "./charge-mail";
import { issueLinkToken } from "./link-token";
import type { EmailInput } from "./schemas";

/**
 * Mails a new link that confirms the address, if it has an account that waits for one. Older links stop working.
 *
 * The answer and its time are the same for every address.
 * @throws {DomainError} `too_many_attempts`.
 */
export async function requestVerification(
  ctx: RequestContext,
  { email }: z.output<typeof EmailInput>,
): Promise<void> {
  await chargeMail(ctx, "verify", email);
  inBackground(ctx, async () => {
    const user = await db.user.findFirst({
      where: { email, emailVerifiedAt: null, disabledAt: null },
      select: { id: true },
    });
    if (user === null) return;
    const token = await withTransaction((tx) =>
      issueLinkToken(tx, { userId: user.id, purpose: "verify_email", now: ctx.now }),
    );
    await sendMail(verifyEmailMail({ to: email, token }));
  });
}
