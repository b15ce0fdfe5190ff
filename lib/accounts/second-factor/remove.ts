import type { z } from "zod";
import { emitAudit } from "@/lib/audit/emit";
import { db } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import { secondFactorOffMail } from "@/lib/mail/account-mails";
import { sendMail } from "@/lib/mail/send";
import type { UserContext } from "@/lib/orgs/context";
import { inBackground } from "../background";
import { verifyPassword } from "../password";
import { countCharacters, PASSWORD_MIN_CHARACTERS, type RemoveSecondFactorInput } from "../schemas";
import { bucketOf, chargeAttempt, clearThrottle } from "../throttle";
import { PASSWORD_CHANGE } from "../throttle-curve";
import { withCode } from "./with-code";

/**
 * Turns the second factor off: takes a code of it and the password, if there is one. A password that was short because
 * there was a second factor has to be replaced before.
 * @throws {DomainError} `invalid_input` on `code` or `password`; `too_many_attempts`.
 */
export async function removeSecondFactor(
  ctx: UserContext,
  { code, password }: z.output<typeof RemoveSecondFactorInput>,
): Promise<void> {
  const { actor } = ctx;
  await requirePassword(ctx, password);
  await withCode(ctx, { person: actor, code, field: "code" }, async (tx, kind) => {
    await tx.secondFactor.delete({ where: { userId: actor.id }, select: { userId: true } });
    await tx.recoveryCode.deleteMany({ where: { userId: actor.id } });
    // A factor set up later has to be shown in each session anew.
    await tx.session.updateMany({ where: { userId: actor.id }, data: { secondFactorAt: null } });
    await emitAudit(tx, ctx, {
      action: "account.second_factor_off",
      targetType: "user",
      targetId: actor.id,
      after: { shown: kind },
    });
  });
  inBackground(ctx, () => sendMail(secondFactorOffMail({ to: actor.email })));
}

async function requirePassword({ actor, now }: UserContext, password: string): Promise<void> {
  const { passwordHash } = await db.user.findUniqueOrThrow({
    where: { id: actor.id },
    select: { passwordHash: true },
  });
  if (passwordHash === null) return;
  const bucket = bucketOf("password-change", actor.id, PASSWORD_CHANGE);
  await chargeAttempt(bucket, now);
  if (!(await verifyPassword(passwordHash, password))) throw refuse("This is not your password.");
  await clearThrottle(bucket);
  if (countCharacters(password) < PASSWORD_MIN_CHARACTERS) {
    throw refuse(
      `Without a second factor a password needs ${PASSWORD_MIN_CHARACTERS} characters. Change it to a longer one first.`,
    );
  }
}

function refuse(sentence: string): DomainError {
  return new DomainError("invalid_input", { fields: { password: [sentence] } });
}
