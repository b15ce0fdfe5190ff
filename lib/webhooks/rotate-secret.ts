import { requireStepUp } from "@/lib/accounts/step-up";
import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { webhookAad } from "@/lib/sealing/aad";
import { masterKeyring } from "@/lib/sealing/keyring";
import { seal } from "@/lib/sealing/seal";
import { lockWebhook } from "./internal";
import type { RotateWebhookSecretInput } from "./schemas";
import { newWebhookSecret, webhookSecretText } from "./signature";

const HOUR_MS = 3_600_000;

/** A webhook's new secret, in clear here and nowhere else. `oldEndsAt`: until when the old one signs as well; ISO 8601. */
export type RotatedWebhookSecret = { secret: string; oldEndsAt: string | null };

/**
 * Gives a webhook a new secret. For `overlapHours` every message carries both signatures, so that the receiver can change its
 * secret at any time within them. A secret that is on its way out already ends now.
 * @throws {DomainError} `forbidden`; `step_up_required`; `not_found`.
 */
export async function rotateWebhookSecret(
  ctx: OrgContext,
  { webhookId, overlapHours }: RotateWebhookSecretInput,
): Promise<RotatedWebhookSecret> {
  requirePermission(ctx, "webhooks:manage");
  await requireStepUp(ctx);
  const secret = newWebhookSecret();
  const oldEndsAt = overlapHours === 0 ? null : new Date(ctx.now.getTime() + overlapHours * HOUR_MS);
  await withTransaction(async (tx) => {
    const webhook = await lockWebhook(tx, ctx, { webhookId });
    const { sealed: old } = await tx.webhook.findUniqueOrThrow({
      where: { id: webhookId },
      select: { sealed: true },
    });
    await tx.webhook.update({
      where: { id: webhookId },
      data: {
        sealed: seal(masterKeyring(), secret, webhookAad(ctx.org.id, webhookId)),
        sealedRetiring: oldEndsAt === null ? null : old,
        retiresAt: oldEndsAt,
        version: { increment: 1 },
      },
      select: { id: true },
    });
    await emitAudit(tx, ctx, {
      action: "webhook.secret_rotated",
      targetType: "webhook",
      targetId: webhookId,
      after: { name: webhook.name, oldEndsAt },
    });
  });
  return { secret: webhookSecretText(secret), oldEndsAt: oldEndsAt?.toISOString() ?? null };
}
