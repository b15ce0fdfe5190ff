"use client";

import { type ReactNode, useId } from "react";
import { ChartTable } from "@/components/charts/chart-table";
import { LazyChart } from "@/components/charts/lazy-chart";
import type { ChartLine, ChartTime } from "@/components/charts/lines";
import type { ValueFormat } from "@/components/charts/time-series-chart";
import type { OnZoom } from "@/components/charts/use-drag-zoom";
import { Panel } from "./panel";

type LinePanelProps = {
  title: string;
  description: ReactNode;
  actions?: ReactNode;
  empty?: string | undefined;
  time: ChartTime;
  lines: readonly ChartLine[];
  format: ValueFormat;
  onZoom?: OnZoom;
};

/** A metric over time, with its table. */
export function LinePanel({
  title,
  description,
  actions,
  empty,
  time,
  lines,
  format,
  onZoom,
}: LinePanelProps) {
  const syncId = useId();
  return (
    <Panel title={title} description={description} actions={actions} empty={empty}>
      <LazyChart
        title={`${title} over time`}
        time={time}
        lines={lines}
        readout={lines}
        syncId={syncId}
        format={format}
        {...(onZoom !== undefined && { onZoom })}
      />
      <ChartTable title={title} time={time} lines={lines} format={format.exact} />
    </Panel>
  );
}
