import { actionWords } from "@/components/audit/action-words";
import { actorName } from "@/components/audit/actor-name";
import { Card, CardHeader } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import type { AuditItem } from "@/lib/audit/entries";

/** What happened to a key, from its organization's audit log. */
export function HistoryCard({ items }: { items: readonly AuditItem[] }) {
  return (
    <Card>
      <CardHeader
        title="Audit"
        description="The newest entries about this key; the customer reads the same."
      />
      <ol className="divide-y divide-line border-line border-t">
        {items.map(({ seq, at, actor, action, reason }) => (
          <li key={seq} className="flex flex-wrap justify-between gap-x-6 gap-y-1 px-5 py-2.5 text-sm">
            <span className="min-w-0 break-words">
              <span className="font-medium">{actorName(actor)}</span>{" "}
              <span className="text-ink-muted">{actionWords(action)}</span>
              {reason === null || reason === "" ? null : (
                <span className="block text-ink-muted">{reason}</span>
              )}
            </span>
            <span className="text-ink-muted">
              <RelativeTime at={at} isPast />
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
