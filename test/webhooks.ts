import { db } from "@/lib/db/client";
import { webhookAad } from "@/lib/sealing/aad";
import { masterKeyring } from "@/lib/sealing/keyring";
import { seal } from "@/lib/sealing/seal";
import { newId } from "@/lib/std/id";
import type { EventName } from "@/lib/webhooks/event-types";
import { newWebhookSecret, webhookSecretText } from "@/lib/webhooks/signature";
import { NOW } from "./clock";
import type { TestOrg } from "./factories";

type TestWebhook = { id: string; secret: string };

/** A webhook of an organization, really signed. Without a URL it leads to where nobody listens. */
export async function makeWebhook(
  org: Pick<TestOrg, "id">,
  given: { url?: string; events?: EventName[]; format?: string; disabledAt?: Date; failingSince?: Date } = {},
): Promise<TestWebhook> {
  const id = newId("webhook");
  const secret = newWebhookSecret();
  await db.webhook.create({
    data: {
      id,
      orgId: org.id,
      name: "Receiver",
      url: "http://127.0.0.1:9/",
      sealed: seal(masterKeyring(), secret, webhookAad(org.id, id)),
      createdById: "system",
      createdAt: NOW,
      ...given,
    },
    select: { id: true },
  });
  return { id, secret: webhookSecretText(secret) };
}

/** What an organization's webhooks were told, oldest first. */
export async function eventsOf(org: Pick<TestOrg, "id">) {
  return db.webhookEvent.findMany({
    where: { orgId: org.id },
    select: { id: true, type: true, at: true, payload: true },
    orderBy: [{ at: "asc" }, { id: "asc" }],
  });
}

/** What became of what was sent to a webhook, in the order in which it was written. */
export async function deliveriesOf({ id }: Pick<TestWebhook, "id">) {
  return db.webhookDelivery.findMany({
    where: { webhookId: id },
    select: {
      id: true,
      eventId: true,
      attempts: true,
      dueAt: true,
      arrivedAt: true,
      givenUpAt: true,
      givenUpReason: true,
      tries: { select: { at: true, status: true, error: true, ms: true }, orderBy: { id: "asc" } },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
}
