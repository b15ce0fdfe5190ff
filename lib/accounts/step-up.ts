import { db } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import type { OrgContext, UserContext } from "@/lib/orgs/context";

/** How long a proof lasts, in minutes: a few actions in a row ask once. */
export const STEP_UP_MINUTES = 5;

const STEP_UP_MS = STEP_UP_MINUTES * 60_000;

/**
 * Asks for a recent proof of who acts, where the organization wants one before this action.
 *
 * A proof belongs to one session and lasts 5 minutes; signing in is none. A program with a management token is not
 * asked: its token is the proof, and nobody sits in front of it.
 * @throws {DomainError} `step_up_required`; the browser then asks, proves with `proveAgain` and sends the action again.
 */
export async function requireStepUp(ctx: OrgContext): Promise<void> {
  if (ctx.actor.type === "token") return;
  const { requireStepUp: isAsked } = await db.org.findUniqueOrThrow({
    where: { id: ctx.org.id },
    select: { requireStepUp: true },
  });
  if (!isAsked) return;
  await requireProof({ ...ctx, actor: ctx.actor, sessionId: ctx.sessionId ?? "" });
}

type ProofTerms = {
  /** A session opened within the same time is proof enough. */
  signInCounts?: boolean;
  /** How recent it has to be; 5 minutes unless said otherwise. */
  withinMs?: number;
};

/**
 * Asks for a recent proof of who acts, whatever an organization wants: for what changes how a person signs in.
 * @throws {DomainError} `step_up_required`.
 */
export async function requireProof(
  { actor, sessionId, now }: Pick<UserContext, "actor" | "sessionId" | "now">,
  { signInCounts = false, withinMs = STEP_UP_MS }: ProofTerms = {},
): Promise<void> {
  const since = new Date(now.getTime() - withinMs);
  const proven = { steppedUpAt: { gt: since } };
  const session = await db.session.findFirst({
    where: {
      id: sessionId,
      userId: actor.id,
      endedAt: null,
      ...(signInCounts ? { OR: [proven, { createdAt: { gt: since } }] } : proven),
    },
    select: { id: true },
  });
  if (session === null) throw new DomainError("step_up_required");
}
