import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { attempt } from "./attempt";
import { LEASE_MS } from "./deliver-due";
import { deliveryNotFound, lockWebhook } from "./internal";
import { outcomeOf } from "./outcome";
import type { DeliveryOutcome, DeliveryRef } from "./schemas";
import { disabled } from "./send-test";
import { settle } from "./settle";

/**
 * Sends an event to the webhook once more, now, and says how that went; when it fails it is tried again as a new event is.
 *
 * A delivery of its own with the same `webhook-id`, so that a receiver that had it can tell. One that still waits is brought
 * forward instead.
 * @throws {DomainError} `forbidden`; `not_found`; `conflict` while the webhook is disabled.
 */
export async function redeliver(ctx: OrgContext, { deliveryId }: DeliveryRef): Promise<DeliveryOutcome> {
  requirePermission(ctx, "webhooks:manage");
  const leasedUntil = new Date(ctx.now.getTime() + LEASE_MS);
  const claimed = await withTransaction(async (tx) => {
    const found = await tx.webhookDelivery.findFirst({
      where: { id: deliveryId, webhook: { orgId: ctx.org.id } },
      select: { webhookId: true, eventId: true, event: { select: { type: true } } },
    });
    if (found === null) throw deliveryNotFound();
    const { webhookId, eventId } = found;
    const webhook = await lockWebhook(tx, ctx, { webhookId });
    if (webhook.disabledAt !== null) throw disabled();
    await emitAudit(tx, ctx, {
      action: "webhook.redelivered",
      targetType: "webhook",
      targetId: webhookId,
      after: { name: webhook.name, eventId, type: found.event.type },
    });
    const [waiting] = await tx.webhookDelivery.updateManyAndReturn({
      where: { id: deliveryId, dueAt: { not: null } },
      data: { dueAt: leasedUntil, attempts: { increment: 1 }, askedById: ctx.actor.id },
      select: { id: true, attempts: true },
    });
    if (waiting !== undefined) return { ...waiting, webhookId, eventId, leasedUntil };
    const id = newId("webhookDelivery");
    await tx.webhookDelivery.create({
      data: {
        id,
        webhookId,
        eventId,
        createdAt: ctx.now,
        dueAt: leasedUntil,
        attempts: 1,
        askedById: ctx.actor.id,
      },
      select: { id: true },
    });
    return { id, webhookId, eventId, attempts: 1, leasedUntil };
  });
  const outcome = await attempt(claimed, ctx.now);
  await settle({ claimed, outcome, at: ctx.now }, Math.random());
  return outcomeOf(outcome);
}
