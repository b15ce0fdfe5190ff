import { z } from "zod";
import { DELIVERY_STATES } from "@/lib/webhooks/delivery-states";
import { WEBHOOK_FORMATS, WebhookFields } from "@/lib/webhooks/schemas";

const Time = z.iso.datetime();
const { name, url, events, format } = WebhookFields.shape;

/** What can be set of a webhook, in the API's words. */
const Fields = z.strictObject({
  name: name.meta({ description: "What receives it." }),
  url: url.meta({
    description: "Where events are posted to; https, and a public address.",
    example: "https://hooks.example.com/keyward",
  }),
  events: events.meta({ description: "Types of events; empty: all, later ones included." }),
  format: format.meta({ description: "`standard`: the event as JSON. `slack`: a line of text for a chat." }),
});

/** The body that makes a webhook. */
export const CreateWebhookBody = Fields.extend({
  events: Fields.shape.events.default([]),
  format: Fields.shape.format.default("standard"),
}).meta({ id: "CreateWebhook" });

/** The body that changes one: what is left out stays. */
export const EditWebhookBody = Fields.partial().meta({ id: "EditWebhook" });

/** A webhook as the API shows it: an allow list, without what signs. */
export const WebhookResource = z
  .object({
    id: z.string().meta({ example: "whk_5eFgHiJkLmNoPqRsTuVwXy" }),
    name: z.string(),
    url: z.string(),
    events: z.array(z.string()).meta({ description: "Empty: all." }),
    format: z.enum(WEBHOOK_FORMATS),
    status: z
      .enum(["active", "failing", "disabled"])
      .meta({ description: "`failing`: nothing has arrived since `failingSince`." }),
    failingSince: Time.nullable(),
    disabledAt: Time.nullable(),
    disabledReason: z
      .string()
      .nullable()
      .meta({ description: "Why it was disabled by itself; null: by a person or a program." }),
    oldSecretEndsAt: Time.nullable().meta({ description: "Until when the secret before signs as well." }),
    createdAt: Time,
    createdBy: z
      .string()
      .nullable()
      .meta({ description: "Name of the member, or of whoever made the token." }),
    lastDay: z
      .object({ arrived: z.int(), waiting: z.int(), givenUp: z.int() })
      .meta({ description: "What became of the events of the last 24 hours." }),
    version: z.int().meta({ description: "Raised by every change; also the `ETag`." }),
  })
  .meta({ id: "Webhook", description: "Where events are sent, without its secret." });

/** A webhook with its secret in clear: only in the answer that made it. */
export const WebhookWithSecret = WebhookResource.extend({
  secret: z.string().meta({
    description: "Verifies the signatures (Standard Webhooks). It is in no other answer.",
    example: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw8Bk3Mn0VZ6A=",
  }),
}).meta({ id: "WebhookWithSecret", description: "A webhook and its new secret." });

/** How one try went. */
const Try = z.object({
  at: Time,
  status: z.int().nullable().meta({ description: "What was answered; null: nothing." }),
  error: z.string().nullable().meta({ description: "What went wrong; null: it arrived." }),
  ms: z.int(),
});

/** An event on its way to one webhook, with its tries. */
export const DeliveryResource = z
  .object({
    id: z.string().meta({ example: "dlv_6fGhIjKlMnOpQrStUvWxYz" }),
    eventId: z.string().meta({ description: "The `webhook-id` of every try." }),
    type: z.string().meta({ description: "Type of the event.", example: "key.disabled" }),
    words: z.string().meta({ description: "What happened, in one line." }),
    state: z.enum(DELIVERY_STATES),
    createdAt: Time,
    nextAt: Time.nullable().meta({ description: "When it is tried next; null: not any more." }),
    givenUpReason: z
      .string()
      .nullable()
      .meta({ description: "Why it was given up without a last try; null: it was not." }),
    isAskedFor: z.boolean().meta({ description: "Sent because somebody asked for it." }),
    tries: z.array(Try).meta({ description: "The newest first." }),
  })
  .meta({ id: "WebhookDelivery", description: "An event on its way to a webhook." });

/** How a try went that was asked for just now. */
export const TryOutcome = z
  .object({
    arrived: z.boolean(),
    status: z.int().nullable(),
    error: z.string().nullable(),
    ms: z.int(),
  })
  .meta({ id: "WebhookTry", description: "How a try went." });
