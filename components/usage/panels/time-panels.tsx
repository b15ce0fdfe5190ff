"use client";

import { useMemo } from "react";
import type { OnZoom } from "@/components/charts/use-drag-zoom";
import { formatBytes, formatExact, formatShare } from "@/components/ui/format-number";
import type { UsageBreakdown } from "@/lib/usage/breakdown-schemas";
import type { UsageQuery, UsageReport } from "@/lib/usage/schemas";
import { DownloadLinks } from "../download-links";
import { timeOf } from "../measures";
import { BYTES, formatMilliseconds, MILLISECONDS, PERCENT } from "./formats";
import { LinePanel } from "./line-panel";
import { authLines, byteLines, errorRateLines, latencyLines } from "./metric-lines";

type TimePanelsProps = {
  orgSlug: string;
  query: UsageQuery;
  report: UsageReport;
  breakdown: UsageBreakdown;
  onZoom: OnZoom;
};

const COUNTS = { short: formatExact, exact: formatExact };

/** The metrics that are told over time. */
export function TimePanels({ orgSlug, query, report, breakdown, onZoom }: TimePanelsProps) {
  const time = useMemo(() => timeOf(report), [report]);
  const { series, totals } = report;
  const { latency } = breakdown;
  const latencyTime = useMemo(
    () => ({ ...latency, detail: breakdown.detail, timeZone: breakdown.timeZone }),
    [latency, breakdown.detail, breakdown.timeZone],
  );
  const files = { orgSlug, query };
  const share = (part: number) => formatShare(totals.requests === 0 ? 0 : part / totals.requests);
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <LinePanel
        title="Response time"
        description={
          latency.overall === null
            ? "From the first byte received to the last one sent."
            : `Half of the calls within ${formatMilliseconds(latency.overall.p50)}, 95% within ${formatMilliseconds(latency.overall.p95)}, 99% within ${formatMilliseconds(latency.overall.p99)}.`
        }
        actions={<DownloadLinks {...files} panel="latency" title="Response time" />}
        empty={latency.overall === null ? "No call of this time was measured." : undefined}
        time={latencyTime}
        lines={useMemo(() => latencyLines(latency), [latency])}
        format={MILLISECONDS}
        onZoom={onZoom}
      />
      <LinePanel
        title="Error rate"
        description={`${share(totals.clientErrors)} ended with 4xx, ${share(totals.serverErrors)} with 5xx.`}
        actions={<DownloadLinks {...files} panel="series" title="Error rate" />}
        time={time}
        lines={useMemo(() => errorRateLines(series), [series])}
        format={PERCENT}
        onZoom={onZoom}
      />
      <LinePanel
        title="Authentication"
        description={`${formatExact(totals.requests - totals.authFailures)} calls came with a credential that was accepted, ${formatExact(totals.authFailures)} did not.`}
        actions={<DownloadLinks {...files} panel="series" title="Authentication" />}
        time={time}
        lines={useMemo(() => authLines(series), [series])}
        format={COUNTS}
        onZoom={onZoom}
      />
      <LinePanel
        title="Data transferred"
        description={`${formatBytes(totals.bytesOut)} sent, ${formatBytes(totals.bytesIn)} received. Bodies only.`}
        actions={<DownloadLinks {...files} panel="series" title="Data transferred" />}
        time={time}
        lines={useMemo(() => byteLines(series), [series])}
        format={BYTES}
        onZoom={onZoom}
      />
    </div>
  );
}
