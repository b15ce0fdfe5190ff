import Link from "next/link";
import { Card, CardHeader } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import type { QpsRequestItem } from "@/lib/qps/views";
import { PhaseBadge } from "./phase-badge";
import { QpsChange } from "./qps-change";
import { TargetWords } from "./target-words";

type OtherRequestsProps = { items: readonly QpsRequestItem[]; keyId: string };

/** What the same customer asked for before; those for the same key are marked. */
export function OtherRequests({ items, keyId }: OtherRequestsProps) {
  return (
    <Card>
      <CardHeader title="Their other requests" />
      {items.length === 0 ? (
        <p className="px-5 pb-5 text-ink-muted text-sm">This is their first one.</p>
      ) : (
        <ul className="divide-y divide-line border-line border-t text-sm">
          {items.map((item) => (
            <li key={item.id} className="grid gap-1 px-5 py-3">
              <p className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1">
                <Link
                  className="min-w-0 truncate font-medium underline-offset-4 hover:underline"
                  href={`/staff/requests/${item.id}`}
                  prefetch={false}
                >
                  <bdi>{item.key.name}</bdi>
                </Link>
                <QpsChange from={item.currentQps} to={item.grant?.qps ?? item.wantedQps} />
              </p>
              <p className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1 text-ink-muted">
                <TargetWords target={item} />
                <span>
                  {item.key.id === keyId ? "same key, " : ""}
                  <RelativeTime at={item.submittedAt ?? item.createdAt} isPast />
                </span>
              </p>
              <PhaseBadge phase={item.phase} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
