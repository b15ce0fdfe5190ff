import { WEBHOOK_DISABLED } from "./give-up";
import type { PostOutcome } from "./post";
import type { DeliveryOutcome } from "./schemas";

/** How a try went, in the words of the dashboard. */
export function outcomeOf(outcome: PostOutcome | null): DeliveryOutcome {
  if (outcome === null) return { arrived: false, status: null, error: WEBHOOK_DISABLED, ms: 0 };
  const { kind, status, ms } = outcome;
  return { arrived: kind === "arrived", status, error: kind === "failed" ? outcome.error : null, ms };
}
