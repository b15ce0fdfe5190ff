import type { ActionRow, Place } from "./action-row";

/** A webhook that leads to where nobody listens. */
export async function webhookAt({ org }: Place, given: { disabledAt?: Date } = {}): Promise<string> {
  const { makeWebhook } = await import("@/test/webhooks");
  return (await makeWebhook(org, given)).id;
}

/** A delivery that was given up, and its webhook. */
async function givenUpAt(place: Place): Promise<{ webhookId: string; deliveryId: string }> {
  const { db } = await import("@/lib/db/client");
  const { EVENT_TYPES } = await import("@/lib/webhooks/event-types");
  const { newId } = await import("@/lib/std/id");
  const [webhookId, eventId, deliveryId] = [
    await webhookAt(place),
    newId("webhookEvent"),
    newId("webhookDelivery"),
  ];
  const payload = EVENT_TYPES["leak.found"].example;
  await db.webhookEvent.create({
    data: { id: eventId, orgId: place.org.id, type: "leak.found", at: new Date(), payload },
    select: { id: true },
  });
  await db.webhookDelivery.create({
    data: { id: deliveryId, webhookId, eventId, givenUpAt: new Date() },
    select: { id: true },
  });
  return { webhookId, deliveryId };
}

const FIELDS = { name: "Receiver", url: "https://127.0.0.1:9/", events: [], format: "standard" };

const ofWebhook =
  (more: object = {}) =>
  async (place: Place) => ({ webhookId: await webhookAt(place), ...more });

const ofDelivery = async (place: Place) => ({ deliveryId: (await givenUpAt(place)).deliveryId });

const row = (over: Partial<ActionRow> & Pick<ActionRow, "input">): ActionRow => ({
  needs: "webhooks:manage",
  isAudited: true,
  names: true,
  ...over,
});

/** What members do to the webhooks of their organization. */
export const WEBHOOK_ACTIONS: Readonly<Record<string, ActionRow>> = {
  createWebhookAction: {
    needs: "webhooks:manage",
    isAudited: true,
    input: async ({ org }) => {
      // The other rows make more of them than an organization can have.
      const { db } = await import("@/lib/db/client");
      await db.webhook.deleteMany({ where: { orgId: org.id } });
      return FIELDS;
    },
  },
  editWebhookAction: row({ input: ofWebhook({ ...FIELDS, version: 1 }) }),
  rotateWebhookSecretAction: row({ input: ofWebhook({ overlapHours: 24 }) }),
  removeWebhookAction: row({ input: ofWebhook() }),
  disableWebhookAction: row({ input: ofWebhook() }),
  enableWebhookAction: row({
    input: async (place) => ({ webhookId: await webhookAt(place, { disabledAt: new Date() }) }),
  }),
  testWebhookAction: row({ input: ofWebhook() }),
  resendFailedAction: row({ input: async (place) => ({ webhookId: (await givenUpAt(place)).webhookId }) }),
  redeliverAction: row({ input: ofDelivery }),
  getDeliveryBodyAction: row({ isAudited: false, input: ofDelivery }),
};
