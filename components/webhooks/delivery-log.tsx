"use client";

import { Badge } from "@/components/ui/badge";
import { FoldList, FoldRow } from "@/components/ui/fold-list";
import { RelativeTime } from "@/components/ui/relative-time";
import type { DeliveryItem } from "@/lib/webhooks/schemas";
import { DeliveryDetails } from "./delivery-details";
import type { WebhookActions } from "./webhook-actions";
import { DELIVERY_WORDS } from "./webhook-words";

type DeliveryLogProps = {
  orgSlug: string;
  deliveries: readonly DeliveryItem[];
  canSend: boolean;
  actions: Pick<WebhookActions, "redeliver" | "getBody">;
};

/** What was sent, newest first; each opens to how it went and what it holds. */
export function DeliveryLog({ deliveries, ...rest }: DeliveryLogProps) {
  return (
    <FoldList label="Deliveries">
      {deliveries.map((delivery) => {
        const { id, state, words, createdAt } = delivery;
        return (
          <FoldRow
            key={id}
            state={<Badge tone={DELIVERY_WORDS[state].tone}>{DELIVERY_WORDS[state].words}</Badge>}
            title={words}
            time={<RelativeTime at={createdAt} isPast />}
          >
            <DeliveryDetails delivery={delivery} {...rest} />
          </FoldRow>
        );
      })}
    </FoldList>
  );
}
