import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { giveUpWaiting } from "./give-up";
import { lockWebhook } from "./internal";
import type { WebhookRef } from "./schemas";

/**
 * Disables a webhook: nothing is sent to it, and what happens meanwhile is not kept for it. What waits is given up and can be
 * sent again from the log.
 * @throws {DomainError} `forbidden`; `not_found`; `conflict` when it is disabled already.
 */
export async function disableWebhook(ctx: OrgContext, { webhookId }: WebhookRef): Promise<void> {
  requirePermission(ctx, "webhooks:manage");
  await withTransaction(async (tx) => {
    const webhook = await lockWebhook(tx, ctx, { webhookId });
    if (webhook.disabledAt !== null) throw new DomainError("conflict");
    await tx.webhook.update({
      where: { id: webhookId },
      data: { disabledAt: ctx.now, disabledReason: null, version: { increment: 1 } },
      select: { id: true },
    });
    await giveUpWaiting(tx, webhookId, ctx.now);
    await emitAudit(tx, ctx, {
      action: "webhook.disabled",
      targetType: "webhook",
      targetId: webhookId,
      after: { name: webhook.name },
    });
  });
}
