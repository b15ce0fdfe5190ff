import { emitAudit } from "@/lib/audit/emit";
import type { Tx } from "@/lib/db/client";
import type { RequestContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { actingAs, endSessions } from "./internal";
import { SESSION_MAX_AGE_SECONDS } from "./session-cookie";

/** How long a sign-in waits for its code: 10 minutes. */
const PENDING_MS = 10 * 60_000;

type Person = { id: string; name: string; email: string };

type Browser = {
  person: Person;
  previousSessionId: string | null;
  /** A code of the second factor was shown just now. */
  codeShown?: boolean;
};

/** Opens a new session and ends the one this browser had, so that no ID known before signing in is worth anything. */
export async function startSession(
  tx: Tx,
  ctx: RequestContext,
  { codeShown = false, ...browser }: Browser,
): Promise<string> {
  const lifeMs = SESSION_MAX_AGE_SECONDS * 1000;
  const id = await replaceSession(tx, ctx, {
    ...browser,
    lifeMs,
    secondFactorAt: codeShown ? ctx.now : null,
  });
  await emitAudit(tx, actingAs(ctx, browser.person), {
    action: "session.started",
    targetType: "session",
    targetId: id,
  });
  return id;
}

/**
 * Opens a session that waits ten minutes for a code of the second factor and is worth nothing before; `confirmSignIn`
 * replaces it by another one.
 */
export function startPendingSession(
  tx: Tx,
  ctx: RequestContext,
  browser: Omit<Browser, "codeShown">,
): Promise<string> {
  return replaceSession(tx, ctx, { ...browser, lifeMs: PENDING_MS, secondFactorAt: null });
}

async function replaceSession(
  tx: Tx,
  { now, ip, userAgent }: RequestContext,
  terms: Omit<Browser, "codeShown"> & { lifeMs: number; secondFactorAt: Date | null },
): Promise<string> {
  if (terms.previousSessionId !== null) {
    await endSessions(tx, { id: terms.previousSessionId }, { reason: "replaced", now });
  }
  const id = newId("session");
  await tx.session.create({
    data: {
      id,
      userId: terms.person.id,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + terms.lifeMs),
      secondFactorAt: terms.secondFactorAt,
      ip,
      userAgent,
    },
    select: { id: true },
  });
  return id;
}
