import { z } from "zod";
import { eventType } from "./event-type";
import { KEY_EVENTS } from "./key-events";
import { QPS_EVENTS } from "./qps-events";
import { WATCH_EVENTS } from "./watch-events";

/**
 * Everything that is sent to webhooks. A new type is a row here, and a call of `emitEvent`; what the audit log or a notice
 * tells already is mapped in `from-audit.ts` and `from-notice.ts`.
 *
 * `data` is what was true when it happened. It never holds a secret.
 */
export const EVENT_TYPES = {
  ...KEY_EVENTS,
  ...QPS_EVENTS,
  ...WATCH_EVENTS,
  "webhook.test": eventType({
    label: "Test",
    means:
      "Somebody asked for a test on the webhook's page. Sent to that webhook only, whatever events it wants.",
    data: z.object({ webhookId: z.string(), message: z.string() }),
    example: { webhookId: "whk_5eFgHiJkLmNoPqRsTuVwXy", message: "This is a test." },
    say: ({ message }) => message,
  }),
} as const;

export type EventName = keyof typeof EVENT_TYPES;
export type EventData = { [K in EventName]: z.output<(typeof EVENT_TYPES)[K]["data"]> };

/** Types that a webhook can be told of or not. The test reaches the one that asked for it. */
export const CHOOSABLE_EVENTS = Object.keys(EVENT_TYPES).filter(
  (name): name is Exclude<EventName, "webhook.test"> => name !== "webhook.test",
);

/** A type by its name; `null` for none: a stored event may be of a newer or an older version of the product. */
export function eventTypeOf(name: string): ReturnType<typeof eventType> | null {
  // The union of all types cannot be called; each row was made by `eventType`, which ties `say` to its data.
  return Object.hasOwn(EVENT_TYPES, name)
    ? (EVENT_TYPES[name as EventName] as unknown as ReturnType<typeof eventType>)
    : null;
}

/** What a chat shows of a stored event. */
export function eventText(type: string, data: unknown): string {
  const known = eventTypeOf(type);
  const parsed = known?.data.safeParse(data);
  return known && parsed?.success ? known.say(parsed.data) : type;
}
