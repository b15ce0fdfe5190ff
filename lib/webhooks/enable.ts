import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { lockWebhook } from "./internal";
import type { WebhookRef } from "./schemas";

/**
 * Enables a webhook that somebody disabled, or that was disabled because nothing arrived. What happens from now on is sent.
 * @throws {DomainError} `forbidden`; `not_found`; `conflict` when it is not disabled.
 */
export async function enableWebhook(ctx: OrgContext, { webhookId }: WebhookRef): Promise<void> {
  requirePermission(ctx, "webhooks:manage");
  await withTransaction(async (tx) => {
    const webhook = await lockWebhook(tx, ctx, { webhookId });
    if (webhook.disabledAt === null) throw new DomainError("conflict");
    await tx.webhook.update({
      where: { id: webhookId },
      data: { disabledAt: null, disabledReason: null, failingSince: null, version: { increment: 1 } },
      select: { id: true },
    });
    await emitAudit(tx, ctx, {
      action: "webhook.enabled",
      targetType: "webhook",
      targetId: webhookId,
      after: { name: webhook.name },
    });
  });
}
