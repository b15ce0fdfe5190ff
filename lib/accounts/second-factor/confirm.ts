import type { z } from "zod";
import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { secondFactorOnMail } from "@/lib/mail/account-mails";
import { sendMail } from "@/lib/mail/send";
import type { UserContext } from "@/lib/orgs/context";
import { secondFactorAad } from "@/lib/sealing/aad";
import { masterKeyring } from "@/lib/sealing/keyring";
import { open } from "@/lib/sealing/open";
import { inBackground } from "../background";
import { endSessions } from "../internal";
import type { CodeInput } from "../schemas";
import { requireProof } from "../step-up";
import { bucketOf, chargeAttempt, clearThrottle } from "../throttle";
import { SECOND_FACTOR } from "../throttle-curve";
import { storeRecoveryCodes } from "./store-recovery-codes";
import { stepOf } from "./totp";
import { wrongCode } from "./with-code";

/** A secret that was not confirmed within this time has to be made anew. */
const SET_UP_MS = 30 * 60_000;

/**
 * Turns the second factor on, once the app has shown a code of it. Every other session ends: it never showed one.
 *
 * @returns The recovery codes, in clear here and nowhere else.
 * @throws {DomainError} `step_up_required`; `invalid_input` on `code`; `too_many_attempts`; `conflict` when nothing is
 *   being set up.
 */
export async function confirmSecondFactor(
  ctx: UserContext,
  { code }: z.output<typeof CodeInput>,
): Promise<{ recoveryCodes: string[] }> {
  await requireProof(ctx, { signInCounts: true, withinMs: SET_UP_MS });
  const { id: userId, email } = ctx.actor;
  const bucket = bucketOf("second-factor", userId, SECOND_FACTOR);
  await chargeAttempt(bucket, ctx.now);
  const recoveryCodes = await withTransaction(async (tx) => {
    const begun = { userId, confirmedAt: null, createdAt: { gt: new Date(ctx.now.getTime() - SET_UP_MS) } };
    const factor = await tx.secondFactor.findFirst({ where: begun, select: { sealed: true } });
    if (factor === null) {
      throw new DomainError("conflict", { message: "This set-up has expired. Begin it again." });
    }
    const secret = open(masterKeyring(), factor.sealed, secondFactorAad(userId));
    const step = stepOf(secret, code.replace(/\s/g, ""), ctx.now);
    if (step === null) throw wrongCode("code");
    const { count } = await tx.secondFactor.updateMany({
      where: { ...begun, sealed: factor.sealed },
      data: { confirmedAt: ctx.now, lastStep: step },
    });
    if (count === 0) throw new DomainError("conflict");
    const others = { userId, id: { not: ctx.sessionId } };
    const ended = await endSessions(tx, others, { reason: "second_factor_on", now: ctx.now });
    await tx.session.updateMany({
      where: { id: ctx.sessionId, userId },
      data: { secondFactorAt: ctx.now, steppedUpAt: ctx.now },
    });
    await emitAudit(tx, ctx, {
      action: "account.second_factor_on",
      targetType: "user",
      targetId: userId,
      after: { endedSessions: ended },
    });
    return storeRecoveryCodes(tx, userId);
  });
  await clearThrottle(bucket);
  inBackground(ctx, () => sendMail(secondFactorOnMail({ to: email })));
  return { recoveryCodes };
}
