import type { ChartLine, ChartTime } from "@/components/charts/lines";
import type { UsageMeasure, UsageReport } from "@/lib/usage/schemas";

/** The four numbers of Analytics, with the one colour each has everywhere. */
export const MEASURES = [
  { id: "requests", label: "Total requests", short: "Requests", color: "var(--chart-requests)" },
  { id: "qpsBreaches", label: "QPS breaches", short: "Breaches", color: "var(--chart-breaches)" },
  { id: "clientErrors", label: "4xx", short: "4xx", color: "var(--chart-4xx)" },
  { id: "serverErrors", label: "5xx", short: "5xx", color: "var(--chart-5xx)" },
] as const satisfies readonly { id: UsageMeasure; label: string; short: string; color: string }[];

/** A report's series as lines of a chart, in the order of `MEASURES`. */
export function linesOf({ series }: UsageReport): ChartLine[] {
  return MEASURES.map(({ id, short, color }) => ({ id, label: short, color, values: series[id] }));
}

export function timeOf({ series, detail, timeZone }: UsageReport): ChartTime {
  const { starts, isFirstPartial, isLastPartial } = series;
  return { starts, detail, timeZone, isFirstPartial, isLastPartial };
}

/** The requests that a report is held against, if any, as a line beside its own. */
export function comparedLineOf({ comparison, series }: UsageReport, label: string): ChartLine[] {
  if (comparison === null) return [];
  const values = series.starts.map((_, i) => comparison.series.requests[i] ?? null);
  return [{ id: "compared", label, color: "var(--chart-previous)", values, isCompared: true }];
}
