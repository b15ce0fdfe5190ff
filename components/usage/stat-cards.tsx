import { Sparkline } from "@/components/charts/sparkline";
import { Card } from "@/components/ui/card";
import { CompactNumber } from "@/components/ui/compact-number";
import { formatShare } from "@/components/ui/format-number";
import type { UsageMeasure, UsageReport, UsageTotals } from "@/lib/usage/schemas";
import { MEASURES } from "./measures";

/** The four numbers people come for, each with its shape over time. */
export function StatCards({ report }: { report: UsageReport }) {
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {MEASURES.map(({ id, label, color }) => (
        <Card key={id} className="flex flex-col px-4 pt-3 pb-2">
          <dt className="flex items-center gap-2 text-sm text-ink-muted">
            <span aria-hidden="true" className="size-2 rounded-full" style={{ background: color }} />
            {label}
          </dt>
          <dd className="mt-0.5 text-2xl font-semibold tracking-tight">
            <CompactNumber value={report.totals[id]} />
          </dd>
          <dd className="text-sm text-ink-muted">{noteOf(id, report.totals)}</dd>
          <dd className="mt-1">
            <Sparkline values={report.series[id]} color={color} />
          </dd>
        </Card>
      ))}
    </dl>
  );
}

function noteOf(id: UsageMeasure, totals: UsageTotals): string {
  if (id === "requests") return "refusals included";
  const share = totals.requests === 0 ? 0 : totals[id] / totals.requests;
  return id === "qpsBreaches" ? `${formatShare(share)}, part of 4xx` : `${formatShare(share)} of requests`;
}
