import type { Tx } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { recoveryCodeUsedMail } from "@/lib/mail/account-mails";
import { sendMail } from "@/lib/mail/send";
import type { RequestContext } from "@/lib/orgs/context";
import { secondFactorAad } from "@/lib/sealing/aad";
import { masterKeyring } from "@/lib/sealing/keyring";
import { open } from "@/lib/sealing/open";
import { inBackground } from "../background";
import { bucketOf, chargeAttempt, clearThrottle } from "../throttle";
import { SECOND_FACTOR } from "../throttle-curve";
import { parseRecoveryCode, recoveryHash } from "./recovery-codes";
import { stepOf } from "./totp";

/** What the person showed. */
export type CodeKind = "code" | "recovery_code";

type Attempt = {
  person: { id: string; email: string };
  /** As typed: a code of the app, or a recovery code. */
  code: string;
  /** Where the refusal belongs in the caller's form. */
  field: string;
};

/**
 * Uses a code of the person's second factor up and runs `run` in the same transaction.
 *
 * No code works twice, not even for two requests at once; wrong ones are throttled per person, wherever they come from.
 * When `run` throws, the code is unused. The use of a recovery code is told by mail.
 * @throws {DomainError} `invalid_input` on `field`; `too_many_attempts`; what `run` throws.
 */
export async function withCode<T>(
  ctx: RequestContext,
  { person, code, field }: Attempt,
  run: (tx: Tx, kind: CodeKind) => Promise<T>,
): Promise<T> {
  const bucket = bucketOf("second-factor", person.id, SECOND_FACTOR);
  await chargeAttempt(bucket, ctx.now);
  const { result, kind, left } = await withTransaction(async (tx) => {
    const kind = await consume(tx, { userId: person.id, code, now: ctx.now });
    if (kind === null) throw wrongCode(field);
    const left = await tx.recoveryCode.count({ where: { userId: person.id, usedAt: null } });
    return { kind, left, result: await run(tx, kind) };
  });
  await clearThrottle(bucket);
  if (kind === "recovery_code")
    inBackground(ctx, () => sendMail(recoveryCodeUsedMail({ to: person.email, left })));
  return result;
}

/** The refusal of a code that is wrong, used or too old: which of them is nobody's business. */
export function wrongCode(field: string): DomainError {
  const sentence =
    "This code does not work. Codes are used up by one use, and those of the app after a minute.";
  return new DomainError("invalid_input", { fields: { [field]: [sentence] } });
}

async function consume(
  tx: Tx,
  { userId, code, now }: { userId: string; code: string; now: Date },
): Promise<CodeKind | null> {
  const digits = code.replace(/\s/g, "");
  if (/^\d{6}$/.test(digits)) return (await consumeStep(tx, userId, digits, now)) ? "code" : null;
  const recovery = parseRecoveryCode(code);
  if (recovery === null) return null;
  const { count } = await tx.recoveryCode.updateMany({
    where: {
      userId,
      codeHash: recoveryHash(userId, recovery),
      usedAt: null,
      user: { secondFactor: { confirmedAt: { not: null } } },
    },
    data: { usedAt: now },
  });
  return count === 0 ? null : "recovery_code";
}

/** Only ever forwards: a step once accepted, and every one before it, is refused from then on. */
async function consumeStep(tx: Tx, userId: string, digits: string, now: Date): Promise<boolean> {
  const factor = await tx.secondFactor.findFirst({
    where: { userId, confirmedAt: { not: null } },
    select: { sealed: true },
  });
  if (factor === null) return false;
  const step = stepOf(open(masterKeyring(), factor.sealed, secondFactorAad(userId)), digits, now);
  if (step === null) return false;
  const { count } = await tx.secondFactor.updateMany({
    where: { userId, confirmedAt: { not: null }, lastStep: { lt: step } },
    data: { lastStep: step },
  });
  return count === 1;
}
