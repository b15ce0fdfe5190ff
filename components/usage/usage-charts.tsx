"use client";

import { useId, useMemo } from "react";
import { ChartTable } from "@/components/charts/chart-table";
import { LazyChart } from "@/components/charts/lazy-chart";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { UsageReport } from "@/lib/usage/schemas";
import { linesOf, timeOf } from "./measures";

/** Requests, and below on its own scale what went wrong: otherwise a healthy service hides its errors. */
export function UsageCharts({ report }: { report: UsageReport }) {
  const syncId = useId();
  const time = useMemo(() => timeOf(report), [report]);
  const lines = useMemo(() => linesOf(report), [report]);
  const [requests, errors] = useMemo(
    () => [lines.filter(({ id }) => id === "requests"), lines.filter(({ id }) => id !== "requests")],
    [lines],
  );
  const shared = { time, readout: lines, syncId };
  return (
    <div className="grid gap-4">
      <Card>
        <CardHeader title="Requests" description={`Every decided call, per ${report.detail}.`} />
        <CardBody>
          <LazyChart {...shared} title="Requests over time" lines={requests} />
          <ChartTable title="Requests" time={time} lines={requests} />
        </CardBody>
      </Card>
      <Card>
        <CardHeader
          title="Refusals and errors"
          description="By final status, ours and the upstream's. QPS breaches are part of 4xx."
        />
        <CardBody>
          <LazyChart {...shared} title="Refusals and errors over time" lines={errors} />
          <ChartTable title="Refusals and errors" time={time} lines={errors} />
        </CardBody>
      </Card>
    </div>
  );
}
