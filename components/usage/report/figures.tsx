import { formatBytes, formatExact, formatShare } from "@/components/ui/format-number";
import type { LatencyReport } from "@/lib/usage/breakdown-schemas";
import type { UsageTotals } from "@/lib/usage/schemas";
import { formatMilliseconds } from "../panels/formats";

type FiguresProps = {
  totals: UsageTotals;
  /** Of the month before; `null`: nothing could be counted then. */
  before: UsageTotals | null;
  latency: LatencyReport["overall"];
};

/** The month in eight numbers, each beside the month before. */
export function Figures({ totals, before, latency }: FiguresProps) {
  const share = (part: number) => formatShare(totals.requests === 0 ? 0 : part / totals.requests);
  const errors = totals.clientErrors + totals.serverErrors;
  const figures = [
    {
      name: "Total requests",
      value: formatExact(totals.requests),
      note: changed(totals.requests, before?.requests),
    },
    {
      name: "QPS breaches",
      value: formatExact(totals.qpsBreaches),
      note: changed(totals.qpsBreaches, before?.qpsBreaches),
    },
    {
      name: "4xx",
      value: formatExact(totals.clientErrors),
      note: `${share(totals.clientErrors)} of requests`,
    },
    {
      name: "5xx",
      value: formatExact(totals.serverErrors),
      note: `${share(totals.serverErrors)} of requests`,
    },
    { name: "Error rate", value: share(errors), note: "4xx and 5xx" },
    {
      name: "Response time, p95",
      value: latency === null ? "none measured" : formatMilliseconds(latency.p95),
      note:
        latency === null
          ? ""
          : `p50 ${formatMilliseconds(latency.p50)}, p99 ${formatMilliseconds(latency.p99)}`,
    },
    {
      name: "Not authenticated",
      value: formatExact(totals.authFailures),
      note: `${share(totals.authFailures)} of requests`,
    },
    {
      name: "Data sent",
      value: formatBytes(totals.bytesOut),
      note: `${formatBytes(totals.bytesIn)} received`,
    },
  ];
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
      {figures.map(({ name, value, note }) => (
        <div key={name}>
          <dt className="text-sm text-ink-muted">{name}</dt>
          <dd className="text-xl font-semibold tracking-tight">{value}</dd>
          <dd className="text-sm text-ink-muted">{note}</dd>
        </div>
      ))}
    </dl>
  );
}

function changed(now: number, then: number | undefined): string {
  if (then === undefined || then === 0) return "none the month before";
  // A month that hardly had any calls is nothing to be a part of.
  if (now > 10 * then) return `${formatExact(then)} the month before`;
  const change = (now - then) / then;
  return `${change < 0 ? "−" : "+"}${formatShare(Math.abs(change))} against ${formatExact(then)}`;
}
