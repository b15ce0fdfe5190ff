import type { z } from "zod";
import { DomainError, isDomainError } from "@/lib/errors/domain-error";
import type { RequestContext } from "@/lib/orgs/context";
import { newDeviceToken, trustDevice } from "../device";
import type { CodeInput } from "../schemas";
import type { Browser, SignedIn } from "../sign-in";
import { forgive, signInBuckets } from "../sign-in-buckets";
import { recordRefusal, recordSignIn } from "../sign-in-log/record";
import { startSession } from "../start-session";
import { findPendingSession } from "./pending-session";
import { withCode } from "./with-code";

/**
 * The second step of a sign-in: exchanges the session that waits for a code for a living one of another ID.
 *
 * Only now are earlier failures forgiven and the browser known, so that a password alone changes neither.
 * @throws {DomainError} `not_signed_in` when nothing waits any more; `invalid_input` on `code`; `too_many_attempts`.
 */
export async function confirmSignIn(
  ctx: RequestContext,
  { code }: z.output<typeof CodeInput>,
  browser: Browser,
): Promise<SignedIn> {
  const { previousSessionId } = browser;
  const pending = previousSessionId === null ? null : await findPendingSession(previousSessionId, ctx.now);
  if (pending === null) throw over();
  const { id, user: person } = pending;
  const deviceToken = browser.deviceToken ?? newDeviceToken();
  const { device, buckets } = await signInBuckets(ctx, {
    email: person.email,
    userId: person.id,
    deviceToken,
  });
  try {
    const sessionId = await withCode(ctx, { person, code, field: "code" }, async (tx, kind) => {
      // Locked: a password changed or an account disabled in this moment ends the session that waits, or is waited for.
      const rows = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM session JOIN user_account ON user_account.id = session.user_id
        WHERE session.id = ${id} AND ended_at IS NULL AND disabled_at IS NULL FOR UPDATE`;
      if (rows.length === 0) throw over();
      await trustDevice(tx, device, person.id, ctx.now);
      await recordSignIn(tx, ctx, { userId: person.id, outcome: "signed_in", method: kind });
      return startSession(tx, ctx, { person, previousSessionId: id, codeShown: true });
    });
    await forgive(buckets, ctx.now);
    return { sessionId, deviceToken };
  } catch (error) {
    if (isDomainError(error) && error.code === "invalid_input")
      recordRefusal(ctx, { userId: person.id, method: "code" });
    throw error;
  }
}

function over(): DomainError {
  return new DomainError("not_signed_in", { message: "This sign-in has expired. Start over." });
}
