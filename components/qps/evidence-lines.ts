import type { ChartLine, ChartTime } from "@/components/charts/lines";
import type { QpsEvidence } from "@/lib/qps/evidence-schema";

const HOUR_MS = 3_600_000;

type Hours = Pick<QpsEvidence, "from" | "to" | "hours">;

/** The hours of the evidence as a chart's time: all of them, also those in which nothing came. */
export function hoursOf({ from, to }: Hours, timeZone: string): ChartTime {
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
  const first = Math.floor(fromMs / HOUR_MS) * HOUR_MS;
  const starts: number[] = [];
  for (let at = first; at < toMs; at += HOUR_MS) starts.push(at);
  return {
    starts,
    detail: "hour",
    timeZone,
    isFirstPartial: first < fromMs,
    isLastPartial: (starts.at(-1) ?? toMs) + HOUR_MS > toMs,
  };
}

/** Most calls of a second in each hour, beside what holds and what is asked for. */
export function peakLines(
  evidence: Hours,
  time: ChartTime,
  limits: { current: number; wanted: number | null },
): ChartLine[] {
  const level = (id: string, label: string, color: string, value: number): ChartLine => ({
    id,
    label,
    color,
    values: time.starts.map(() => value),
  });
  const { current, wanted } = limits;
  return [
    { id: "peak", label: "Peak", color: "var(--chart-requests)", values: valuesOf(evidence, time, "peak") },
    level("current", "Limit", "var(--chart-previous)", current),
    ...(wanted === null || wanted === current ? [] : [level("wanted", "Asked", "var(--ink)", wanted)]),
  ];
}

/** Calls refused at a limit in each hour. */
export function refusedLine(evidence: Hours, time: ChartTime): ChartLine {
  return {
    id: "refused",
    label: "Refused",
    color: "var(--chart-breaches)",
    values: valuesOf(evidence, time, "refused"),
  };
}

function valuesOf({ hours }: Hours, time: ChartTime, of: "peak" | "refused"): number[] {
  const known = new Map(hours.map((hour) => [Math.floor(Date.parse(hour.at) / HOUR_MS) * HOUR_MS, hour[of]]));
  return time.starts.map((start) => known.get(start) ?? 0);
}
