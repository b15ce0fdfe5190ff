import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import type { WebhookItem } from "@/lib/webhooks/schemas";
import { eventsWords } from "./events-words";
import { STATUS_WORDS } from "./webhook-words";

type WebhookListProps = { orgSlug: string; webhooks: readonly WebhookItem[] };

/** The organization's webhooks, each with what became of the last day. */
export function WebhookList({ orgSlug, webhooks }: WebhookListProps) {
  return (
    <ul
      aria-label="Webhooks"
      className="divide-y divide-line rounded-lg border border-line bg-surface shadow-lift"
    >
      {webhooks.map((webhook) => (
        <li key={webhook.id} className="grid gap-1 p-4">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Link
              href={`/o/${orgSlug}/settings/webhooks/${webhook.id}`}
              prefetch={false}
              className="font-medium break-words underline-offset-4 hover:underline"
            >
              {webhook.name}
            </Link>
            <Badge tone={STATUS_WORDS[webhook.status].tone}>{STATUS_WORDS[webhook.status].words}</Badge>
          </div>
          <p className="truncate font-mono text-ink-muted text-xs">{webhook.url}</p>
          <p className="text-ink-muted text-sm">
            {eventsWords(webhook.events)} · <LastDay webhook={webhook} />
          </p>
        </li>
      ))}
    </ul>
  );
}

function LastDay({ webhook: { lastDay, status, failingSince } }: { webhook: WebhookItem }) {
  const { arrived, waiting, givenUp } = lastDay;
  if (status === "failing" && failingSince !== null) {
    return (
      <>
        the first try that failed was <RelativeTime at={failingSince} isPast />
      </>
    );
  }
  if (arrived + waiting + givenUp === 0) return "nothing sent in the last 24 hours";
  const parts = [
    `${arrived} arrived`,
    ...(waiting > 0 ? [`${waiting} waiting`] : []),
    ...(givenUp > 0 ? [`${givenUp} given up`] : []),
  ];
  return `${parts.join(", ")} in the last 24 hours`;
}
