import type { z } from "zod";
import { emitAudit } from "@/lib/audit/emit";
import { db, type Tx } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError, isDomainError } from "@/lib/errors/domain-error";
import { logger } from "@/lib/logging/logger";
import type { RequestContext } from "@/lib/orgs/context";
import { deviceHash, distrustDevice, isKnownDevice, newDeviceToken, trustDevice } from "./device";
import { accountBucket, actingAs, addressBucket, deviceBucket } from "./internal";
import { consumeLinkToken } from "./link-token";
import { verifyPassword } from "./password";
import { requestVerification } from "./request-verification";
import type { SignInInput } from "./schemas";
import { startSession } from "./start-session";
import { type Bucket, chargeAttempt, clearThrottle, countFailures, refundAttempt } from "./throttle";

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
  const device = deviceHash(deviceToken, user?.id ?? "nobody");
  const isKnown = await isKnownDevice(device);
  const buckets = isKnown ? [deviceBucket(device)] : [...addressBucket(ctx), accountBucket(input.email)];

  await chargeAll(buckets, ctx.now);
  const isRight = await verifyOrRefund(user?.passwordHash, input.password, { buckets, now: ctx.now });
  if (user === null || !isRight) {
    if (isKnown) await distrustWhenSpent(device, ctx.now);
    logger.info({ requestId: ctx.requestId, ip: ctx.ip }, "sign-in refused");
    throw new DomainError("sign_in_failed");
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
    return startSession(tx, ctx, { person: user, previousSessionId: browser.previousSessionId });
  });
  return { sessionId, deviceToken };
}

/** Charges in order; a refusal by a later bucket leaves the earlier ones charged, since the attempt was made. */
async function chargeAll(buckets: readonly Bucket[], now: Date): Promise<void> {
  for (const bucket of buckets) await chargeAttempt(bucket, now);
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

/** The own bucket starts anew. The address only gets this attempt back: others behind it may still be guessing. */
async function forgive(buckets: readonly Bucket[], now: Date): Promise<void> {
  const own = buckets.at(-1);
  for (const bucket of buckets) {
    if (bucket === own) await clearThrottle(bucket);
    else await refundAttempt(bucket, now);
  }
}

async function distrustWhenSpent(device: Buffer, now: Date): Promise<void> {
  const bucket = deviceBucket(device);
  const failures = await countFailures(bucket, now);
  if (failures < bucket.curve.closedAfter) return;
  await distrustDevice(device);
  await clearThrottle(bucket);
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
