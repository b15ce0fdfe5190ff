import { Sparkline } from "@/components/charts/sparkline";
import { Swatch } from "@/components/charts/swatch";
import { Card } from "@/components/ui/card";
import { CompactNumber } from "@/components/ui/compact-number";
import { formatCompact, formatShare } from "@/components/ui/format-number";
import type { UsageMeasure, UsageReport, UsageSeries, UsageTotals } from "@/lib/usage/schemas";
import { MEASURES } from "./measures";

/** The four numbers people come for, each with its shape over time. */
export function StatCards({ report }: { report: UsageReport }) {
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {MEASURES.map(({ id, label, color }) => (
        <Card key={id} className="px-4 pt-3 pb-2">
          <dl>
            <dt className="flex items-center gap-2 text-sm text-ink-muted">
              <Swatch color={color} />
              {label}
            </dt>
            <dd className="mt-0.5 text-2xl font-semibold tracking-tight">
              <CompactNumber value={report.totals[id]} />
            </dd>
            <dd className="text-sm text-ink-muted">{noteOf(id, report.totals)}</dd>
            {report.comparison === null ? null : (
              <dd className="text-sm text-ink-muted">
                {changeWords(report.totals[id], report.comparison.totals[id])}
              </dd>
            )}
            <dd className="mt-1">
              <Sparkline values={finished(report.series, id)} color={color} />
            </dd>
          </dl>
        </Card>
      ))}
    </div>
  );
}

/** From here on a percentage says less than how many times as much it is. */
const MANY_TIMES = 10;

/** `+12% against 1.2K`, `35× against 10`. */
function changeWords(now: number, then: number): string {
  if (then === 0) return now === 0 ? "none in comparison either" : "none in comparison";
  if (now >= then * MANY_TIMES) return `${formatCompact(now / then)}× against ${formatCompact(then)}`;
  const change = (now - then) / then;
  const sign = change > 0 ? "+" : change < 0 ? "−" : "±";
  return `${sign}${formatShare(Math.abs(change))} against ${formatCompact(then)}`;
}

/** Without the bucket that is not over: at this size nothing could tell it from a fall. */
function finished(series: UsageSeries, id: UsageMeasure): readonly (number | null)[] {
  return series.isLastPartial && series.starts.length > 2 ? series[id].slice(0, -1) : series[id];
}

function noteOf(id: UsageMeasure, totals: UsageTotals): string {
  if (id === "requests") return "refusals included";
  const share = totals.requests === 0 ? 0 : totals[id] / totals.requests;
  return id === "qpsBreaches" ? `${formatShare(share)}, part of 4xx` : `${formatShare(share)} of requests`;
}
