import type { ChartLine } from "@/components/charts/lines";
import type { LatencyReport } from "@/lib/usage/breakdown-schemas";
import type { UsageSeries } from "@/lib/usage/schemas";

type Values = readonly (number | null)[];

/** One series as hundredths of another; a gap where there is nothing to be a part of. */
export function percentOf(part: Values, whole: Values): (number | null)[] {
  return whole.map((all, i) => {
    const some = part[i];
    return all === null || all === 0 || some == null ? null : (some / all) * 100;
  });
}

/** Errors by whom they are blamed on, as parts of all calls. */
export function errorRateLines({ requests, clientErrors, serverErrors }: UsageSeries): ChartLine[] {
  return [
    {
      id: "clientErrorRate",
      label: "4xx",
      color: "var(--chart-4xx)",
      values: percentOf(clientErrors, requests),
    },
    {
      id: "serverErrorRate",
      label: "5xx",
      color: "var(--chart-5xx)",
      values: percentOf(serverErrors, requests),
    },
  ];
}

export function authLines({ requests, authFailures }: UsageSeries): ChartLine[] {
  const accepted = requests.map((all, i) => (all === null ? null : all - (authFailures[i] ?? 0)));
  return [
    { id: "accepted", label: "Accepted", color: "var(--chart-requests)", values: accepted },
    { id: "notAccepted", label: "Not", color: "var(--chart-4xx)", values: authFailures },
  ];
}

export function byteLines({ bytesIn, bytesOut }: UsageSeries): ChartLine[] {
  return [
    { id: "bytesOut", label: "Sent", color: "var(--chart-requests)", values: bytesOut },
    { id: "bytesIn", label: "Received", color: "var(--info)", values: bytesIn },
  ];
}

export function latencyLines({ p50, p95, p99 }: LatencyReport): ChartLine[] {
  return [
    { id: "p50", label: "p50", color: "var(--chart-requests)", values: p50 },
    { id: "p95", label: "p95", color: "var(--info)", values: p95 },
    { id: "p99", label: "p99", color: "var(--ink-muted)", values: p99 },
  ];
}
