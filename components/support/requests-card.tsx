import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { formatExact } from "@/components/ui/format-number";
import { RelativeTime } from "@/components/ui/relative-time";
import { TextLink } from "@/components/ui/text-link";
import type { OpenRequest } from "@/lib/support/open-requests";

/** QPS requests that wait for somebody; nothing when there is none. */
export function RequestsCard({ requests }: { requests: readonly OpenRequest[] }) {
  if (requests.length === 0) return null;
  return (
    <Card>
      <CardHeader title="Open QPS requests" />
      <ul className="divide-y divide-line border-line border-t">
        {requests.map(({ id, product, endpointClass, status, currentQps, wantedQps, dueAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-5 gap-y-1 px-5 py-3 text-sm">
            <TextLink prefetch={false} href={`/staff/requests/${id}`} className="font-medium">
              {product}, {endpointClass}
            </TextLink>
            <span className="tabular-nums">
              {formatExact(currentQps)} → {formatExact(wantedQps)} QPS
            </span>
            {status === "question" ? (
              <Badge tone="info">Waits for the customer</Badge>
            ) : (
              <Badge tone="warn">Waits for us</Badge>
            )}
            {dueAt === null ? null : (
              <span className="text-ink-muted">
                Promised <RelativeTime at={dueAt} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
