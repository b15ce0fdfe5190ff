import { Card, CardBody } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/facts";
import { RelativeTime } from "@/components/ui/relative-time";
import type { WebhookItem } from "@/lib/webhooks/schemas";
import { eventsWords } from "./events-words";
import { FORMAT_WORDS } from "./webhook-words";

/** Where a webhook leads, what it gets and what it signs with. */
export function WebhookFacts({ webhook }: { webhook: WebhookItem }) {
  const { url, events, format, oldSecretEndsAt, createdAt, createdBy } = webhook;
  return (
    <Card className="pt-5">
      <CardBody>
        <Facts stacks>
          <Fact name="URL">
            <span className="break-all font-mono">{url}</span>
          </Fact>
          <Fact name="Events">{eventsWords(events)}</Fact>
          <Fact name="What is sent">{FORMAT_WORDS[format]}</Fact>
          <Fact name="Signing secret">
            {oldSecretEndsAt === null ? (
              "One, shown when it was made"
            ) : (
              <>
                Two: the old one signs as well and ends <RelativeTime at={oldSecretEndsAt} />
              </>
            )}
          </Fact>
          <Fact name="Added">
            <RelativeTime at={createdAt} isPast />
            {createdBy === null ? "" : ` by ${createdBy}`}
          </Fact>
        </Facts>
      </CardBody>
    </Card>
  );
}
