import type { z } from "zod";
import type { OrgContext } from "@/lib/orgs/context";
import { listDeliveries } from "@/lib/webhooks/list-deliveries";
import type { DeliveryState } from "@/lib/webhooks/schemas";
import { decodeCursor, encodeCursor } from "./cursor";
import type { DeliveryResource } from "./webhook-resource";

type Query = { state?: DeliveryState | undefined; cursor?: string | undefined; limit: number };

/**
 * A page of what was sent to a webhook, the newest first.
 * @throws {DomainError} `forbidden`; `not_found`; `invalid_input` for a cursor that is not of this list.
 */
export async function listWebhookDeliveries(
  ctx: OrgContext,
  webhookId: string,
  { state, cursor, limit }: Query,
): Promise<{ data: z.output<typeof DeliveryResource>[]; nextCursor: string | null }> {
  const list = [ctx.org.id, "webhook-deliveries", webhookId, state];
  const before = cursor === undefined ? undefined : decodeCursor(list, cursor).join("-");
  const { items, next } = await listDeliveries(ctx, { webhookId, state, before, limit });
  const [at = "", id = ""] = next?.split("-") ?? [];
  return { data: items, nextCursor: next === null ? null : encodeCursor(list, [at, id]) };
}
