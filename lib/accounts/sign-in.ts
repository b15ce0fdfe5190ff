import type { z } from "zod";
import { emitAudit } from "@/lib/audit/emit";
import { db, type Tx } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError, isDomainError } from "@/lib/errors/domain-error";
import { logger } from "@/lib/logging/logger";
import type { RequestContext } from "@/lib/orgs/context";
import { newDeviceToken, trustDevice } from "./device";
import { actingAs } from "./internal";
import { consumeLinkToken } from "./link-token";
import { verifyPassword } from "./password";
import { requestVerification } from "./request-verification";
import type { SignInInput } from "./schemas";
import { hasSecondFactor } from "./second-factor/has";
import { chargeAll, distrustWhenSpent, forgive, signInBuckets } from "./sign-in-buckets";
import { recordRefusal, recordSignIn } from "./sign-in-log/record";
import { startPendingSession, startSession } from "./start-session";
import { type Bucket, refundAttempt } from "./throttle";

/** What the browser brought along. */
export type Browser = { deviceToken: string | null; previousSessionId: string | null };

export type SignedIn = { sessionId: string; deviceToken: string };

const PERSON = {
  id: true,
  name: true,
  email: true,
  passwordHash: true,
  emailVerifiedAt: true,
  disabledAt: true,
} as const;

/**
 * Opens a session for whoever knows the password of this address; with `verifyToken`, also confirms the address.
 *
 * Of a person with a second factor the session is worth nothing until `confirmSignIn` has seen a code.
 *
 * The answer and the work are the same for an unknown address and for a wrong password. A browser the person has
 * signed in from is throttled apart from all others, so that strangers cannot lock them out.
 *
 * @throws {DomainError} `sign_in_failed`; `too_many_attempts`; and only to somebody who knows the password:
 *   `email_not_verified` (a new link is on its way), `link_invalid`, `forbidden` for a disabled account.
 */
export async function signIn(
  ctx: RequestContext,
  input: z.output<typeof SignInInput>,
  browser: Browser,
): Promise<SignedIn> {
  const user = await db.user.findUnique({ where: { email: input.email }, select: PERSON });
  const deviceToken = browser.deviceToken ?? newDeviceToken();
  const { device, isKnown, buckets } = await signInBuckets(ctx, {
    email: input.email,
    userId: user?.id ?? "nobody",
    deviceToken,
  });

  await chargeAll(buckets, ctx.now);
  const isRight = await verifyOrRefund(user?.passwordHash, input.password, { buckets, now: ctx.now });
  if (user === null || !isRight) {
    if (isKnown) await distrustWhenSpent(device, ctx.now);
    if (user !== null) recordRefusal(ctx, { userId: user.id, method: "password" });
    logger.info({ requestId: ctx.requestId, ip: ctx.ip }, "sign-in refused");
    throw new DomainError("sign_in_failed");
  }
  const { previousSessionId } = browser;
  if (await hasSecondFactor(user.id)) {
    // Nothing is forgiven yet, and nothing told about the account: so far a password was right, which may be a stolen one.
    const sessionId = await withTransaction(async (tx) => {
      await requireUnchanged(tx, user);
      await recordSignIn(tx, ctx, { userId: user.id, outcome: "code_asked", method: "password" });
      return startPendingSession(tx, ctx, { person: user, previousSessionId });
    });
    return { sessionId, deviceToken };
  }
  await forgive(buckets, ctx.now);
  if (user.disabledAt !== null) {
    throw new DomainError("forbidden", {
      message: "This account is disabled. Ask an admin of your organization.",
    });
  }
  if (user.emailVerifiedAt === null && input.verifyToken === undefined) {
    await requestVerification(ctx, { email: user.email }).catch(ignoreThrottle);
    throw new DomainError("email_not_verified");
  }
  const { verifyToken } = input;
  const sessionId = await withTransaction(async (tx) => {
    await requireUnchanged(tx, user);
    if (user.emailVerifiedAt === null && verifyToken !== undefined)
      await confirmAddress(tx, ctx, user, verifyToken);
    await trustDevice(tx, device, user.id, ctx.now);
    await recordSignIn(tx, ctx, { userId: user.id, outcome: "signed_in", method: "password" });
    return startSession(tx, ctx, { person: user, previousSessionId });
  });
  return { sessionId, deviceToken };
}

async function verifyOrRefund(
  passwordHash: string | null | undefined,
  plaintext: string,
  { buckets, now }: { buckets: readonly Bucket[]; now: Date },
): Promise<boolean> {
  try {
    return await verifyPassword(passwordHash, plaintext);
  } catch (error) {
    // Too busy to look at the password: that was no failure of theirs.
    for (const bucket of buckets) await refundAttempt(bucket, now);
    throw error;
  }
}

/**
 * Holds the account as it was when the password was verified. A change or reset of the password waits for this
 * sign-in and then ends its session, or is seen here.
 */
async function requireUnchanged(tx: Tx, user: { id: string; passwordHash: string | null }): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM user_account
    WHERE id = ${user.id} AND password_hash = ${user.passwordHash} AND disabled_at IS NULL FOR SHARE`;
  if (rows.length === 0) throw new DomainError("sign_in_failed");
}

function ignoreThrottle(error: unknown): void {
  if (!isDomainError(error) || error.code !== "too_many_attempts") throw error;
}

async function confirmAddress(
  tx: Tx,
  ctx: RequestContext,
  user: { id: string; name: string; email: string },
  verifyToken: string,
): Promise<void> {
  const ownerId = await consumeLinkToken(tx, {
    plaintext: verifyToken,
    purpose: "verify_email",
    now: ctx.now,
  });
  if (ownerId !== user.id) throw new DomainError("link_invalid");
  await tx.user.update({ where: { id: user.id }, data: { emailVerifiedAt: ctx.now }, select: { id: true } });
  await emitAudit(tx, actingAs(ctx, user), {
    action: "account.email_verified",
    targetType: "user",
    targetId: user.id,
  });
}
