import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { identityConnectedMail } from "@/lib/mail/account-mails";
import { sendMail } from "@/lib/mail/send";
import type { UserContext } from "@/lib/orgs/context";
import { inBackground } from "../background";
import { type Claims, verifiedEmail } from "./claims";

/**
 * Lets the person sign in with their account at the provider, too. Only one whose verified address is the person's own:
 * whoever is signed in there by chance, on a shared computer say, is not connected.
 * @throws {DomainError} `email_unverified` when the address is another one or not verified; `conflict` when that account
 *   is somebody's already.
 */
export async function connectIdentity(ctx: UserContext, claims: Claims): Promise<void> {
  const { actor } = ctx;
  if (verifiedEmail(claims) !== actor.email) throw new DomainError("email_unverified");
  await withTransaction(async (tx) => {
    const { count } = await tx.identity.createMany({
      data: {
        issuer: claims.iss,
        subject: claims.sub,
        userId: actor.id,
        email: actor.email,
        createdAt: ctx.now,
      },
      skipDuplicates: true,
    });
    if (count === 0) throw new DomainError("conflict");
    await emitAudit(tx, ctx, {
      action: "account.identity_connected",
      targetType: "user",
      targetId: actor.id,
      after: { issuer: claims.iss },
    });
  });
  inBackground(ctx, () => sendMail(identityConnectedMail({ to: actor.email, issuer: claims.iss })));
}
