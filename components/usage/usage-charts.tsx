"use client";

import { type ReactNode, useId, useMemo } from "react";
import type { ChartMark } from "@/components/charts/chart-marks";
import { ChartTable } from "@/components/charts/chart-table";
import { LazyChart } from "@/components/charts/lazy-chart";
import type { OnZoom } from "@/components/charts/use-drag-zoom";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { UsageReport } from "@/lib/usage/schemas";
import { comparedLineOf, linesOf, timeOf } from "./measures";

type UsageChartsProps = {
  report: UsageReport;
  /** Of what the numbers are held against. */
  comparedWith?: string;
  marks?: readonly ChartMark[];
  onZoom?: OnZoom;
  /** What stands in the heading of the requests, and of what went wrong, such as downloads. */
  actions?: ReactNode;
  errorActions?: ReactNode;
  /** What stands below the requests. */
  below?: ReactNode;
};

/** Requests, and below on its own scale what went wrong: otherwise a healthy service hides its errors. */
export function UsageCharts({
  report,
  comparedWith,
  marks,
  onZoom,
  actions,
  errorActions,
  below,
}: UsageChartsProps) {
  const syncId = useId();
  const time = useMemo(() => timeOf(report), [report]);
  const lines = useMemo(() => linesOf(report), [report]);
  const compared = useMemo(() => comparedLineOf(report, comparedWith ?? ""), [report, comparedWith]);
  const [requests, errors] = useMemo(
    () => [
      [...lines.filter(({ id }) => id === "requests"), ...compared],
      lines.filter(({ id }) => id !== "requests"),
    ],
    [lines, compared],
  );
  const readout = useMemo(() => [...lines, ...compared], [lines, compared]);
  const shared = {
    time,
    readout,
    syncId,
    ...(marks !== undefined && { marks }),
    ...(onZoom !== undefined && { onZoom }),
  };
  return (
    <div className="grid gap-4">
      <Card>
        <CardHeader
          title="Requests"
          description={`Every decided call, per ${report.detail}.${onZoom === undefined ? "" : " Drag over the chart to zoom in."}`}
          actions={actions}
        />
        <CardBody>
          <LazyChart {...shared} title="Requests over time" lines={requests} />
          <ChartTable title="Requests" time={time} lines={requests} />
          {below}
        </CardBody>
      </Card>
      <Card>
        <CardHeader
          title="Refusals and errors"
          description="By final status, ours and the upstream's. QPS breaches are part of 4xx."
          actions={errorActions}
        />
        <CardBody>
          <LazyChart {...shared} title="Refusals and errors over time" lines={errors} />
          <ChartTable title="Refusals and errors" time={time} lines={errors} />
        </CardBody>
      </Card>
    </div>
  );
}
