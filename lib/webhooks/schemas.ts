import { z } from "zod";
import { isId } from "@/lib/std/id";
import { DELIVERY_STATES } from "./delivery-states";
import { CHOOSABLE_EVENTS } from "./event-types";

/** How many webhooks an organization can have, disabled ones included. */
export const WEBHOOKS_MAX = 20;
/** Longest that an old secret signs beside a new one, in hours. */
export const SECRET_OVERLAP_MAX_HOURS = 72;
/** A webhook that nothing has reached for so long is disabled when the next delivery is given up. */
export const DISABLED_AFTER_DAYS = 5;
/** For how many days events, and what became of them, are kept. */
export const EVENTS_KEPT_DAYS = 30;
/** Deliveries a page of the log shows. */
export const DELIVERIES_PAGE_SIZE = 25;
/** Tries of one delivery that are shown, the latest of them; by itself it is tried ten times, by hand as often as asked. */
export const TRIES_SHOWN_MAX = 50;

const NAME_MAX = 60;
const URL_MAX = 500;
// A name stands in a line of the audit log and of a mail.
const BREAKS_A_LINE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** What is sent: the whole event as JSON, or one line of text in the way chats take it. */
export const WEBHOOK_FORMATS = ["standard", "slack"] as const;
export type WebhookFormat = (typeof WEBHOOK_FORMATS)[number];

/** Why a text cannot be the URL of a webhook, as far as the text alone shows it; `null` when it can. */
export function webhookUrlFault(text: string): string | null {
  if (!URL.canParse(text)) return "Enter a whole URL, such as https://hooks.example.com/keyward.";
  const { protocol, username, password, hash, hostname } = new URL(text);
  if (protocol !== "https:" && protocol !== "http:") return "Only https:// can be called.";
  if (username !== "" || password !== "") {
    return "Leave credentials out of the URL. The receiver knows us by the signature.";
  }
  if (hash !== "" || text.includes("#")) return "Leave out the fragment: it is never sent.";
  return hostname === "" ? "Enter a host." : null;
}

const Url = z
  .string()
  .trim()
  .max(URL_MAX, `Use at most ${URL_MAX} characters.`)
  .superRefine((text, context) => {
    const fault = webhookUrlFault(text);
    if (fault !== null) context.addIssue({ code: "custom", message: fault });
  });

/** What can be set of a webhook; all of it when one is made. */
export const WebhookFields = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, "Give it a name, such as what receives it.")
    .max(NAME_MAX, `Use at most ${NAME_MAX} characters.`)
    .refine((name) => !BREAKS_A_LINE.test(name), "Remove line breaks and control characters."),
  url: Url,
  /** Empty: all, later ones included. */
  events: z
    .array(z.enum(CHOOSABLE_EVENTS, "Choose from the list of events."))
    .max(CHOOSABLE_EVENTS.length)
    .transform((chosen) => CHOOSABLE_EVENTS.filter((event) => chosen.includes(event))),
  format: z.enum(WEBHOOK_FORMATS),
});
export type WebhookFields = z.output<typeof WebhookFields>;

/** Names one webhook of the organization. */
export const WebhookRef = z.strictObject({
  webhookId: z.string().refine((id) => isId("webhook", id), "This is not a webhook."),
});
export type WebhookRef = z.output<typeof WebhookRef>;

/** What editing a webhook takes: all of it, and the version whoever edits has seen. */
export const EditWebhookInput = WebhookFields.extend({ ...WebhookRef.shape, version: z.int().min(1) });
export type EditWebhookInput = z.output<typeof EditWebhookInput>;

/** What changing a webhook takes: what is to be another, and the version it has to have; `null`: any. */
export const ChangeWebhookInput = WebhookFields.partial().extend({
  ...WebhookRef.shape,
  version: z.int().min(1).nullable(),
});
export type ChangeWebhookInput = z.output<typeof ChangeWebhookInput>;

/** What a new secret takes: for how long the old one signs as well. */
export const RotateWebhookSecretInput = WebhookRef.extend({
  overlapHours: z.int().min(0).max(SECRET_OVERLAP_MAX_HOURS),
});
export type RotateWebhookSecretInput = z.output<typeof RotateWebhookSecretInput>;

/** Names one delivery to a webhook of the organization. */
export const DeliveryRef = z.strictObject({
  deliveryId: z.string().refine((id) => isId("webhookDelivery", id), "This is not a delivery."),
});
export type DeliveryRef = z.output<typeof DeliveryRef>;

export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** A place in the log: the delivery's time (Unix milliseconds) and its ID. */
const Place = z.string().regex(/^\d{1,15}-dlv_[0-9A-Za-z]{22}$/);

/** One page of a webhook's log, newest first: from the start, or older than `before`. */
export const ListDeliveriesInput = WebhookRef.extend({
  state: z.enum(DELIVERY_STATES).optional(),
  before: Place.optional(),
});
export type ListDeliveriesInput = z.output<typeof ListDeliveriesInput>;

/** How one try went, as the dashboard tells it. */
export type DeliveryOutcome = { arrived: boolean; status: number | null; error: string | null; ms: number };

/** A webhook as its organization's admins see it. Times are ISO 8601. */
export type WebhookItem = {
  id: string;
  name: string;
  url: string;
  events: string[];
  format: WebhookFormat;
  version: number;
  createdAt: string;
  createdBy: string | null;
  /** `failing`: nothing has arrived since `failingSince`. */
  status: "active" | "failing" | "disabled";
  disabledAt: string | null;
  disabledReason: string | null;
  failingSince: string | null;
  /** Until when the secret before signs as well; `null`: there is one secret. */
  oldSecretEndsAt: string | null;
  /** What was sent in the last 24 hours. */
  lastDay: { arrived: number; waiting: number; givenUp: number };
};

/** How one try went, and when; ISO 8601. `error` is `null` where it arrived. */
export type DeliveryTry = { id: string; at: string; status: number | null; error: string | null; ms: number };

/** One delivery, without what was sent. */
export type DeliveryItem = {
  id: string;
  eventId: string;
  type: string;
  /** What happened, in one line. */
  words: string;
  state: DeliveryState;
  createdAt: string;
  /** Why it was given up without a last try; `null`: it was not. */
  givenUpReason: string | null;
  /** When it is tried next; `null`: not any more. */
  nextAt: string | null;
  /** Somebody asked for it by hand. */
  isAskedFor: boolean;
  /** The newest first; a try that is under way, or whose process died, is not among them. */
  tries: DeliveryTry[];
};

/** A page of deliveries; `next`, when there are older ones, is what `before` takes. */
export type DeliveryPage = { items: DeliveryItem[]; next: string | null };
