import type { z } from "zod";
import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { alreadyRegisteredMail, verifyEmailMail } from "@/lib/mail/account-mails";
import type { Message } from "@/lib/mail/message";
import { sendMail } from "@/lib/mail/send";
import type { RequestContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { inBackground } from "./background";
import { chargeMail } from "./charge-mail";
import { personalWords } from "./internal";
import { issueLinkToken } from "./link-token";
import { hashPassword, requireHardToGuess } from "./password";
import type { SignUpInput } from "./schemas";

/**
 * Opens an account that starts to work once its address is confirmed with the password chosen here.
 *
 * Answers the same, and after the same work, whether or not the address has an account: what is found there is
 * acted on after the answer, and only the mail tells.
 * @throws {DomainError} `invalid_input` for a password that is easy to guess, `too_many_attempts`.
 */
export async function signUp(ctx: RequestContext, input: z.output<typeof SignUpInput>): Promise<void> {
  requireHardToGuess(input.password, { field: "password", personal: personalWords(input) });
  await chargeMail(ctx, "sign-up", input.email);
  const passwordHash = await hashPassword(input.password);
  inBackground(ctx, async () => {
    await sendMail(await register(ctx, { email: input.email, name: input.name, passwordHash }));
  });
}

type Applicant = { email: string; name: string; passwordHash: string };

/**
 * Creates the account, or, while nobody has confirmed it, replaces its name and password; answers the mail to send.
 *
 * Replacing is safe because confirming takes the link and the password: neither somebody who typed a stranger's
 * address first, nor somebody who does so now, gets an account that its mailbox's owner then confirms for them.
 */
export function register(ctx: RequestContext, { email, name, passwordHash }: Applicant): Promise<Message> {
  return withTransaction(async (tx) => {
    const [created] = await tx.user.createManyAndReturn({
      data: { id: newId("user"), email, name, passwordHash, createdAt: ctx.now },
      skipDuplicates: true,
      select: { id: true },
    });
    const person =
      created ??
      (await tx.user.findUnique({ where: { email }, select: { id: true, emailVerifiedAt: true } }));
    if (person === null) throw new Error("An account vanished while it was registered.");
    if (created === undefined) {
      const { count } = await tx.user.updateMany({
        where: { id: person.id, emailVerifiedAt: null, disabledAt: null },
        data: { name, passwordHash },
      });
      if (count === 0) return alreadyRegisteredMail({ to: email });
    }
    const token = await issueLinkToken(tx, { userId: person.id, purpose: "verify_email", now: ctx.now });
    // Nobody has proved to be this person yet, hence no person as actor.
    await emitAudit(
      tx,
      { ...ctx, actor: { type: "system", id: "sign-up" } },
      {
        action: "account.signed_up",
        targetType: "user",
        targetId: person.id,
        after: { email, name },
      },
    );
    return verifyEmailMail({ to: email, token });
  });
}
