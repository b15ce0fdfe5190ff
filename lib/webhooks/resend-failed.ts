import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { lockWebhook } from "./internal";
import type { WebhookRef } from "./schemas";
import { disabled } from "./send-test";

/** How many deliveries are taken up again at once. */
export const RESENT_MAX = 1_000;

/**
 * Takes up every delivery that was given up, the oldest first: after a receiver was down for days. Events that arrived in
 * another delivery are left out, and so are tests.
 * @returns How many will be sent now; at most `RESENT_MAX`, and the rest when asked again.
 * @throws {DomainError} `forbidden`; `not_found`; `conflict` while the webhook is disabled.
 */
export async function resendFailed(ctx: OrgContext, { webhookId }: WebhookRef): Promise<{ count: number }> {
  requirePermission(ctx, "webhooks:manage");
  return withTransaction(async (tx) => {
    const webhook = await lockWebhook(tx, ctx, { webhookId });
    if (webhook.disabledAt !== null) throw disabled();
    const count = await tx.$executeRaw`
      UPDATE webhook_delivery SET due_at = ${ctx.now}::timestamptz, given_up_at = NULL, given_up_reason = NULL, attempts = 0,
        asked_by_id = ${ctx.actor.id}
      WHERE id IN (
        SELECT id FROM (
          SELECT DISTINCT ON (lost.event_id) lost.id, lost.created_at
          FROM webhook_delivery lost JOIN webhook_event e ON e.id = lost.event_id AND e.type <> 'webhook.test'
          WHERE lost.webhook_id = ${webhookId} AND lost.given_up_at IS NOT NULL
            AND NOT EXISTS (
              SELECT FROM webhook_delivery other
              WHERE other.webhook_id = lost.webhook_id AND other.event_id = lost.event_id
                AND (other.arrived_at IS NOT NULL OR other.due_at IS NOT NULL))
          ORDER BY lost.event_id, lost.created_at DESC
        ) each_event ORDER BY created_at LIMIT ${RESENT_MAX})`;
    if (count === 0) return { count };
    await emitAudit(tx, ctx, {
      action: "webhook.failed_resent",
      targetType: "webhook",
      targetId: webhookId,
      after: { name: webhook.name, count },
    });
    return { count };
  });
}
