import { Swatch } from "@/components/charts/swatch";
import { Card } from "@/components/ui/card";
import { CompactNumber } from "@/components/ui/compact-number";
import { RelativeTime } from "@/components/ui/relative-time";
import type { SecretTraffic } from "@/lib/usage/rotation-schemas";
import { LastUsed } from "../last-used";
import { SecretBadge } from "../secret-badge";

type SecretPanelProps = {
  title: string;
  color: string;
  preview: { head: string; tail: string } | undefined;
  traffic: SecretTraffic;
  /** Since when is counted. ISO 8601. */
  since: string;
};

/** One of the two secrets: what it is and what it does. */
export function SecretPanel({ title, color, preview, traffic, since }: SecretPanelProps) {
  return (
    <Card className="px-5 py-4">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h2 className="flex items-center gap-2 font-medium">
          <Swatch color={color} />
          {title}
        </h2>
        <SecretBadge status={traffic.status} />
      </div>
      <p className="mt-1 font-mono text-ink-muted text-sm">
        {preview ? `kw_${preview.head}…${preview.tail}` : traffic.id}
      </p>
      <dl className="mt-4 grid grid-cols-2 gap-x-4 gap-y-3 [&_dt]:text-ink-muted [&_dt]:text-sm">
        <div>
          <dt>Last 5 minutes</dt>
          <dd className="font-semibold text-2xl tracking-tight">
            <CompactNumber value={traffic.lastMinutes} />
          </dd>
        </div>
        <div>
          <dt>
            Since <RelativeTime at={since} isPast />
          </dt>
          <dd className="font-semibold text-2xl tracking-tight">
            <CompactNumber value={traffic.requests + traffic.refusedAsEnded} />
          </dd>
        </div>
        <div className="col-span-2 text-sm">
          <dt>Last accepted</dt>
          <dd>
            <LastUsed at={traffic.lastUsedAt} ip={traffic.lastUsedIp} />
          </dd>
        </div>
      </dl>
    </Card>
  );
}
