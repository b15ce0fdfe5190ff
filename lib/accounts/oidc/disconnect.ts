import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import type { UserContext } from "@/lib/orgs/context";
import { requireProof } from "../step-up";

/**
 * Ends the way in through the provider. Takes a proof; and a password, without which there would be no way in left.
 * @throws {DomainError} `step_up_required`; `conflict` for a person without a password; `not_found` when none is connected.
 */
export async function disconnectIdentities(ctx: UserContext): Promise<void> {
  await requireProof(ctx);
  const { actor } = ctx;
  await withTransaction(async (tx) => {
    const { passwordHash } = await tx.user.findUniqueOrThrow({
      where: { id: actor.id },
      select: { passwordHash: true },
    });
    if (passwordHash === null) {
      throw new DomainError("conflict", {
        message: "Choose a password first: “Forgot your password?” on the sign-in page mails you a link.",
      });
    }
    const { count } = await tx.identity.deleteMany({ where: { userId: actor.id } });
    if (count === 0) throw new DomainError("not_found");
    await emitAudit(tx, ctx, {
      action: "account.identity_disconnected",
      targetType: "user",
      targetId: actor.id,
    });
  });
}
