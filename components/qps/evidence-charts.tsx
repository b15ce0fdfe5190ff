"use client";

import { useDeferredValue, useId, useMemo } from "react";
import { ChartTable } from "@/components/charts/chart-table";
import { LazyChart } from "@/components/charts/lazy-chart";
import { useTimeZone } from "@/components/usage/use-time-zone";
import type { QpsEvidence } from "@/lib/qps/evidence-schema";
import { hoursOf, peakLines, refusedLine } from "./evidence-lines";

type EvidenceChartsProps = { evidence: QpsEvidence; currentQps: number; wantedQps: number | null };

/** Hour by hour: how close the calls came to the limit, and how many were refused. */
export function EvidenceCharts({ evidence, currentQps, wantedQps }: EvidenceChartsProps) {
  const syncId = useId();
  const zone = useTimeZone(null) ?? "UTC";
  const wanted = useDeferredValue(wantedQps);
  const time = useMemo(() => hoursOf(evidence, zone), [evidence, zone]);
  const peaks = useMemo(
    () => peakLines(evidence, time, { current: currentQps, wanted }),
    [evidence, time, currentQps, wanted],
  );
  const refused = useMemo(() => [refusedLine(evidence, time)], [evidence, time]);
  const readout = useMemo(() => [...peaks, ...refused], [peaks, refused]);
  const shared = { time, readout, syncId };
  return (
    <div className="grid gap-6">
      <figure className="min-w-0">
        <figcaption className="mb-1 font-medium">Most calls in one second, by hour</figcaption>
        <LazyChart {...shared} title="Most calls in one second, by hour" lines={peaks} />
        <ChartTable title="Peaks" time={time} lines={peaks} />
      </figure>
      <figure className="min-w-0">
        <figcaption className="mb-1 font-medium">Calls refused at a limit, by hour</figcaption>
        <LazyChart {...shared} title="Calls refused at a limit, by hour" lines={refused} />
        <ChartTable title="Refused calls" time={time} lines={refused} />
      </figure>
    </div>
  );
}
