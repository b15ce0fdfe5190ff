import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { lockWebhook, toAudit } from "./internal";
import type { WebhookRef } from "./schemas";

/**
 * Removes a webhook with its secret and its log. What waits to be sent to it is not sent any more.
 * @throws {DomainError} `forbidden`; `not_found`.
 */
export async function removeWebhook(ctx: OrgContext, { webhookId }: WebhookRef): Promise<void> {
  requirePermission(ctx, "webhooks:manage");
  await withTransaction(async (tx) => {
    const webhook = await lockWebhook(tx, ctx, { webhookId });
    // Before the audit log's head is ours: this waits for whoever is telling it something, and they may be about to take that.
    await tx.webhook.delete({ where: { id: webhookId }, select: { id: true } });
    await emitAudit(tx, ctx, {
      action: "webhook.removed",
      targetType: "webhook",
      targetId: webhookId,
      before: toAudit(webhook),
    });
  });
}
