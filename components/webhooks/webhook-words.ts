import type { BadgeTone } from "@/components/ui/badge";
import type { DeliveryOutcome, DeliveryState, WebhookFormat, WebhookItem } from "@/lib/webhooks/schemas";

export const STATUS_WORDS = {
  active: { tone: "ok", words: "Active" },
  failing: { tone: "warn", words: "Nothing arrives" },
  disabled: { tone: "idle", words: "Disabled" },
} as const satisfies Record<WebhookItem["status"], { tone: BadgeTone; words: string }>;

export const DELIVERY_WORDS = {
  waiting: { tone: "info", words: "Waiting" },
  arrived: { tone: "ok", words: "Arrived" },
  given_up: { tone: "danger", words: "Given up" },
} as const satisfies Record<DeliveryState, { tone: BadgeTone; words: string }>;

export const FORMAT_WORDS: Readonly<Record<WebhookFormat, string>> = {
  standard: "The event as JSON",
  slack: "A line of text for a chat",
};

/** How a try went, for a toast: "It answered 204 in 83 ms". */
export function outcomeWords({ arrived, status, error, ms }: DeliveryOutcome): string {
  return arrived ? `It answered ${status} in ${ms} ms` : (error ?? "It did not arrive.");
}
