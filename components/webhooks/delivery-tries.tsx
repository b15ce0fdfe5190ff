import { RelativeTime } from "@/components/ui/relative-time";
import type { DeliveryItem, DeliveryTry } from "@/lib/webhooks/schemas";
import { outcomeWords } from "./webhook-words";

/** Every try of a delivery, the newest first, and what else there is to say of how it went. */
export function DeliveryTries({ delivery }: { delivery: DeliveryItem }) {
  const { tries, givenUpReason, isAskedFor, state } = delivery;
  return (
    <ol className="grid gap-1">
      {givenUpReason === null ? null : <li>{givenUpReason}</li>}
      {tries.length === 0 && state === "waiting" ? <li className="text-ink-muted">None yet</li> : null}
      {tries.map((one) => (
        <li key={one.id}>
          {tryWords(one)} <span className="text-ink-muted">· </span>
          <RelativeTime at={one.at} isPast className="text-ink-muted" />
        </li>
      ))}
      {isAskedFor ? <li className="text-ink-muted">Asked for by hand</li> : null}
    </ol>
  );
}

function tryWords({ status, error, ms }: DeliveryTry): string {
  if (error === null) return `${outcomeWords({ arrived: true, status, error, ms })}.`;
  // Who answers says how fast; of a place that did not, the sentence says how long we waited.
  return error.replace(/^It answered \d+/, (answered) => `${answered} in ${ms} ms`);
}
