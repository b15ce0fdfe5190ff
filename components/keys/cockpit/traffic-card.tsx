"use client";

import { useId, useMemo } from "react";
import { ChartTable } from "@/components/charts/chart-table";
import { LazyChart } from "@/components/charts/lazy-chart";
import type { ChartLine } from "@/components/charts/lines";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Segmented } from "@/components/ui/segmented";
import type { RotationRange, RotationReport } from "@/lib/usage/rotation-schemas";
import { NEW_COLOR, OLD_COLOR } from "./colors";

const RANGES = [
  { value: "hour", label: "Last hour" },
  { value: "rotation", label: "Since rotation" },
] as const satisfies readonly { value: RotationRange; label: string }[];

type TrafficCardProps = {
  report: RotationReport;
  range: RotationRange;
  onRange: (range: RotationRange) => void;
};

/** Calls with the new and with the old secret in one picture. */
export function TrafficCard({ report, range, onRange }: TrafficCardProps) {
  const syncId = useId();
  const { starts, detail, timeZone, live, old } = report;
  const lines = useMemo(
    (): ChartLine[] => [
      { id: "live", label: old === null ? "Secret" : "New", color: NEW_COLOR, values: live.values },
      ...(old === null ? [] : [{ id: "old", label: "Old", color: OLD_COLOR, values: old.values }]),
    ],
    [live, old],
  );
  const time = { starts, detail, timeZone, isFirstPartial: false, isLastPartial: true };
  return (
    <Card>
      <CardHeader
        title="Calls by secret"
        description={`Every call with ${old === null ? "it" : "either secret"}, refused ones included, per ${detail}.`}
        actions={<Segmented aria-label="Time shown" options={RANGES} value={range} onValueChange={onRange} />}
      />
      <CardBody>
        <LazyChart
          title="Calls by secret over time"
          time={time}
          lines={lines}
          readout={lines}
          syncId={syncId}
        />
        <ChartTable title="Calls by secret" time={time} lines={lines} />
      </CardBody>
    </Card>
  );
}
