import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import type { UserContext } from "@/lib/orgs/context";
import type { Claims } from "./claims";

/** How far the provider's clock may be behind ours. */
const CLOCK_MS = 10_000;

/**
 * Proves again who the person is, by a new sign-in at the provider: theirs, and after they were asked for it.
 * @throws {DomainError} `sign_in_failed` when it is somebody else's, or an old one; `not_signed_in`.
 */
export async function proveWithProvider(ctx: UserContext, claims: Claims, askedAt: Date): Promise<void> {
  const { actor, sessionId, now } = ctx;
  const signedInAtMs = (claims.auth_time ?? 0) * 1000;
  if (signedInAtMs < askedAt.getTime() - CLOCK_MS) throw new DomainError("sign_in_failed");
  await withTransaction(async (tx) => {
    const own = await tx.identity.updateMany({
      where: { issuer: claims.iss, subject: claims.sub, userId: actor.id },
      data: { lastUsedAt: now },
    });
    if (own.count === 0) throw new DomainError("sign_in_failed");
    const stepped = await tx.session.updateMany({
      where: { id: sessionId, userId: actor.id, endedAt: null },
      data: { steppedUpAt: now },
    });
    if (stepped.count === 0) throw new DomainError("not_signed_in");
    await emitAudit(tx, ctx, {
      action: "session.stepped_up",
      targetType: "session",
      targetId: sessionId,
      after: { shown: "provider" },
    });
  });
}
