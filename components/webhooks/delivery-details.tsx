"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { CodeBlock } from "@/components/ui/code-block";
import { Fact, Facts } from "@/components/ui/facts";
import { notify } from "@/components/ui/notify";
import { RelativeTime } from "@/components/ui/relative-time";
import { shorten } from "@/components/ui/shorten";
import type { DeliveryItem } from "@/lib/webhooks/schemas";
import { DeliveryTries } from "./delivery-tries";
import type { WebhookActions } from "./webhook-actions";
import { outcomeWords } from "./webhook-words";

type DeliveryDetailsProps = {
  orgSlug: string;
  delivery: DeliveryItem;
  /** Nothing is sent to a webhook that is disabled. */
  canSend: boolean;
  actions: Pick<WebhookActions, "redeliver" | "getBody">;
};

export function DeliveryDetails({ orgSlug, delivery, canSend, actions }: DeliveryDetailsProps) {
  const router = useRouter();
  const [body, setBody] = useState<string>();
  const [loading, startLoading] = useTransition();
  const [sending, startSending] = useTransition();
  const ref = { deliveryId: delivery.id };
  const show = () =>
    startLoading(async () => {
      const result = await actions.getBody(orgSlug, ref);
      if (result.ok) setBody(result.data.body);
      else notify.failed(result.error);
    });
  const send = () =>
    startSending(async () => {
      const result = await actions.redeliver(orgSlug, ref);
      if (!result.ok) return notify.failed(result.error);
      if (result.data.arrived) notify.done(`Sent again. ${outcomeWords(result.data)}`);
      else notify.failed({ message: `It did not arrive. ${outcomeWords(result.data)}` });
      router.refresh();
    });
  return (
    <>
      <Facts stacks>
        <Fact name="Event">
          <span className="flex flex-wrap items-center gap-2">
            <span className="font-mono text-xs leading-5">{delivery.type}</span>
            <Chip what="webhook-id" text={delivery.eventId}>
              {shorten(delivery.eventId)}
            </Chip>
          </span>
        </Fact>
        <Fact name="Tries">
          <DeliveryTries delivery={delivery} />
        </Fact>
        {delivery.nextAt === null ? null : (
          <Fact name="Next try">
            <RelativeTime at={delivery.nextAt} />
          </Fact>
        )}
      </Facts>
      {body === undefined ? null : <CodeBlock label="body" code={indented(body)} wrap />}
      <div className="flex flex-wrap gap-2">
        {body === undefined ? (
          <Button size="sm" pending={loading} onClick={show}>
            Show body
          </Button>
        ) : null}
        <Button size="sm" pending={sending} disabled={!canSend} onClick={send}>
          {delivery.state === "waiting" ? "Send now" : "Send again"}
        </Button>
      </div>
    </>
  );
}

function indented(body: string): string {
  return JSON.stringify(JSON.parse(body), null, 2);
}
