import { eventTypeOf } from "@/lib/webhooks/event-types";

/** "All events", or what they are called. */
export function eventsWords(events: readonly string[]): string {
  if (events.length === 0) return "All events";
  return events.map((event) => eventTypeOf(event)?.label ?? event).join(", ");
}
