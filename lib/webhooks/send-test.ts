import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { attempt } from "./attempt";
import { LEASE_MS } from "./deliver-due";
import type { EventData } from "./event-types";
import { lockWebhook } from "./internal";
import { outcomeOf } from "./outcome";
import type { DeliveryOutcome, WebhookRef } from "./schemas";
import { settle } from "./settle";

const TESTS_MAX = 10;
const TESTS_WITHIN_MS = 60_000;

/**
 * Sends a test to a webhook now, whatever events it wants, and says how that went. It is tried once.
 * @throws {DomainError} `forbidden`; `not_found`; `conflict` while it is disabled; `too_many_attempts` at ten a minute.
 */
export async function sendTest(ctx: OrgContext, { webhookId }: WebhookRef): Promise<DeliveryOutcome> {
  requirePermission(ctx, "webhooks:manage");
  const claimed = {
    id: newId("webhookDelivery"),
    webhookId,
    eventId: newId("webhookEvent"),
    attempts: 1,
    leasedUntil: new Date(ctx.now.getTime() + LEASE_MS),
  };
  await withTransaction(async (tx) => {
    const webhook = await lockWebhook(tx, ctx, { webhookId });
    if (webhook.disabledAt !== null) throw disabled();
    const since = new Date(ctx.now.getTime() - TESTS_WITHIN_MS);
    const lately = await tx.webhookDelivery.count({
      where: { webhookId, createdAt: { gt: since }, event: { type: "webhook.test" } },
    });
    if (lately >= TESTS_MAX) throw new DomainError("too_many_attempts");
    const payload: EventData["webhook.test"] = {
      webhookId,
      message: `Test of the webhook “${webhook.name}” of ${ctx.org.name}.`,
    };
    await tx.webhookEvent.create({
      data: { id: claimed.eventId, orgId: ctx.org.id, type: "webhook.test", at: ctx.now, payload },
      select: { id: true },
    });
    await tx.webhookDelivery.create({
      data: {
        id: claimed.id,
        webhookId,
        eventId: claimed.eventId,
        createdAt: ctx.now,
        dueAt: claimed.leasedUntil,
        attempts: claimed.attempts,
        askedById: ctx.actor.id,
      },
      select: { id: true },
    });
    await emitAudit(tx, ctx, {
      action: "webhook.tested",
      targetType: "webhook",
      targetId: webhookId,
      after: { name: webhook.name },
    });
  });
  const outcome = await attempt(claimed, ctx.now);
  await settle({ claimed, outcome, at: ctx.now }, 0, true);
  return outcomeOf(outcome);
}

/** Nothing is sent to a webhook that is disabled. */
export function disabled(): DomainError {
  return new DomainError("conflict", { message: "This webhook is disabled. Enable it first." });
}
