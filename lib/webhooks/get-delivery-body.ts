import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { bodyOf } from "./body";
import { deliveryNotFound } from "./internal";
import type { DeliveryRef } from "./schemas";
import { storedFormat } from "./stored";

/**
 * What a delivery sends, byte for byte, in the webhook's format of now.
 * @throws {DomainError} `forbidden`; `not_found`.
 */
export async function getDeliveryBody(
  ctx: OrgContext,
  { deliveryId }: DeliveryRef,
): Promise<{ body: string }> {
  requirePermission(ctx, "webhooks:read");
  const delivery = await db.webhookDelivery.findFirst({
    where: { id: deliveryId, webhook: { orgId: ctx.org.id } },
    select: {
      webhook: { select: { format: true } },
      event: { select: { type: true, at: true, payload: true } },
    },
  });
  if (delivery === null) throw deliveryNotFound();
  const place = { publicUrl: env().PUBLIC_URL, orgSlug: ctx.org.slug };
  return { body: bodyOf(delivery.event, storedFormat(delivery.webhook.format), place) };
}
