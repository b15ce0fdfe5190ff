import { z } from "zod";
import { DELIVERY_STATES } from "@/lib/webhooks/delivery-states";
import { redeliver } from "@/lib/webhooks/redeliver";
import { RESENT_MAX, resendFailed } from "@/lib/webhooks/resend-failed";
import { DeliveryRef } from "@/lib/webhooks/schemas";
import { sendTest } from "@/lib/webhooks/send-test";
import { listWebhookDeliveries } from "../list-webhook-deliveries";
import { PageQuery, pageOf } from "../page";
import { changeRoute, type Route, readRoute } from "../route";
import { DeliveryResource, TryOutcome } from "../webhook-resource";
import { NoQuery } from "./key-params";
import { WebhookParams } from "./webhooks";

const list = readRoute({
  method: "GET",
  path: "/webhooks/{webhookId}/deliveries",
  operationId: "listWebhookDeliveries",
  group: "Webhooks",
  summary: "List what was sent to a webhook",
  description: "The newest first, each with its tries; 30 days back.",
  scope: "webhooks:read",
  params: WebhookParams,
  query: PageQuery.extend({ state: z.enum(DELIVERY_STATES).optional() }),
  answer: pageOf(DeliveryResource),
  errors: ["not_found"],
  run: async ({ ctx, params, query }) => ({
    body: await listWebhookDeliveries(ctx, params.webhookId, query),
  }),
});

const test = changeRoute({
  method: "POST",
  path: "/webhooks/{webhookId}/test",
  operationId: "testWebhook",
  group: "Webhooks",
  summary: "Send a test",
  description:
    "Now, whatever events the webhook wants, and once. Answers 200 also when it did not arrive: see `arrived`. At most ten a minute.",
  scope: "webhooks:manage",
  status: 200,
  params: WebhookParams,
  query: NoQuery,
  body: z.strictObject({}),
  answer: TryOutcome,
  audits: "webhook.tested",
  isManyTransactions: true,
  errors: ["not_found", "conflict"],
  run: async ({ ctx, params }) => ({ body: await sendTest(ctx, params) }),
});

const resend = changeRoute({
  method: "POST",
  path: "/webhooks/{webhookId}/resend-failed",
  operationId: "resendFailedDeliveries",
  group: "Webhooks",
  summary: "Send again what was given up",
  description: `The oldest first, ${RESENT_MAX} at most; ask again for more. Events that arrived in another delivery are left out, and so are tests.`,
  scope: "webhooks:manage",
  status: 200,
  params: WebhookParams,
  query: NoQuery,
  body: z.strictObject({}),
  answer: z.object({ count: z.int().meta({ description: "How many will be sent now." }) }),
  audits: "webhook.failed_resent",
  errors: ["not_found", "conflict"],
  run: async ({ ctx, params }) => ({ body: await resendFailed(ctx, params) }),
});

const again = changeRoute({
  method: "POST",
  path: "/webhook-deliveries/{deliveryId}/redeliver",
  operationId: "redeliverEvent",
  group: "Webhooks",
  summary: "Send an event once more",
  description:
    "Now, under the same `webhook-id`; when it fails it is tried again as a new event is. Answers 200 also when it did not arrive: see `arrived`.",
  scope: "webhooks:manage",
  status: 200,
  params: z.strictObject({
    deliveryId: DeliveryRef.shape.deliveryId.meta({
      description: "ID of a delivery.",
      example: "dlv_6fGhIjKlMnOpQrStUvWxYz",
    }),
  }),
  query: NoQuery,
  body: z.strictObject({}),
  answer: TryOutcome,
  audits: "webhook.redelivered",
  isManyTransactions: true,
  errors: ["not_found", "conflict"],
  run: async ({ ctx, params }) => ({ body: await redeliver(ctx, params) }),
});

/** What was sent to webhooks, and what is sent again. */
export const WEBHOOK_DELIVERY_ROUTES: readonly Route[] = [list, test, resend, again];
