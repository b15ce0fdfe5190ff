"use client";

import { useMemo, useState } from "react";
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { formatCompact } from "@/components/ui/format-number";
import { type ChartMark, marksOnAxis } from "./chart-marks";
import { ChartReadout } from "./chart-readout";
import { EndLabels } from "./end-labels";
import { type ChartLine, type ChartTime, isAlone, openKey, peak, toPoints } from "./lines";
import { formatTick, timeTicks } from "./time-ticks";
import { type OnZoom, useDragZoom } from "./use-drag-zoom";
import { yTicks } from "./y-ticks";

export type TimeSeriesChartProps = {
  /** What the chart shows, for people who do not see it. */
  title: string;
  time: ChartTime;
  /** Lines that are drawn. One alone is filled down to zero. */
  lines: readonly ChartLine[];
  /** Lines that the crosshair reads: all of the view's, drawn here or not. */
  readout: readonly ChartLine[];
  /** Charts with the same ID move their crosshairs together. */
  syncId: string;
  /** How a value is written on the axis (`short`) and where it is read. Counts, unless said otherwise. */
  format?: ValueFormat;
  /** What happened in this time. */
  marks?: readonly ChartMark[];
  /** Dragging over the chart chooses a part of its time. */
  onZoom?: OnZoom;
};

export type ValueFormat = { short: (value: number) => string; exact: (value: number) => string };

const NO_MARKS: readonly ChartMark[] = [];

const TICK = { fill: "var(--ink-faint)", fontSize: 12 };
const MOST_TICKS = 8;
/** Pixels that the word "now" and its neighbour take from each other's centres, and those beside the plot. */
const NOW_WIDTH = 38;
const MARGINS = 118;

/** Lines over time. Y begins at zero, gaps stay gaps, what is not over yet is dashed. */
export function TimeSeriesChart(props: TimeSeriesChartProps) {
  const { title, time, lines, readout, syncId, format, marks = NO_MARKS, onZoom } = props;
  const { drag, handlers } = useDragZoom(time, onZoom);
  const onAxis = useMemo(() => marksOnAxis(time, marks), [time, marks]);
  const points = useMemo(() => toPoints(time, lines), [time, lines]);
  const ticks = useMemo(() => timeTicks(time, MOST_TICKS), [time]);
  const ys = useMemo(() => yTicks(peak(lines)), [lines]);
  const first = time.starts[0] ?? 0;
  const last = time.starts.at(-1) ?? first;
  const [width, setWidth] = useState(640);
  // The place of the word "now".
  const room = time.isLastPartial ? last - ((last - first) * NOW_WIDTH) / Math.max(width - MARGINS, 1) : last;
  return (
    <ResponsiveContainer
      width="100%"
      height="100%"
      initialDimension={{ width: 640, height: 240 }}
      onResize={setWidth}
    >
      <ComposedChart
        data={points}
        margin={{ top: 8, right: 72, bottom: 0, left: 0 }}
        syncId={syncId}
        {...handlers}
        className={onZoom === undefined ? "" : "cursor-crosshair select-none"}
        title={title}
        role="group"
        aria-label={`${title}. Use the arrow keys to read single points.`}
      >
        <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
        <XAxis
          dataKey="start"
          type="number"
          domain={[first, last]}
          ticks={ticks.filter((tick) => tick <= room)}
          tickFormatter={(start: number) => formatTick(time, start)}
          interval="equidistantPreserveStart"
          minTickGap={16}
          tick={TICK}
          tickLine={false}
          axisLine={{ stroke: "var(--line)" }}
          height={26}
          tickMargin={6}
        />
        <YAxis
          domain={[0, ys.at(-1) ?? 1]}
          ticks={ys}
          tickFormatter={format?.short ?? formatCompact}
          tick={TICK}
          tickLine={false}
          axisLine={false}
          width={46}
          interval={0}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: "var(--line-strong)" }}
          content={({ active, label }) =>
            active ? (
              <ChartReadout
                time={time}
                lines={readout}
                index={time.starts.indexOf(Number(label))}
                format={format?.exact}
                notes={onAxis.find(({ start }) => start === Number(label))?.labels}
              />
            ) : null
          }
        />
        {onAxis.map(({ start }) => (
          <ReferenceLine
            key={start}
            x={start}
            stroke="var(--ink-faint)"
            strokeDasharray="2 3"
            label={{ value: "◆", position: "top", fill: "var(--ink-muted)", fontSize: 9, offset: -2 }}
          />
        ))}
        {drag === null ? null : (
          <ReferenceArea x1={drag.from} x2={drag.to} fill="var(--accent)" fillOpacity={0.12} stroke="none" />
        )}
        {lines.filter(({ isCompared }) => !isCompared).length === 1
          ? lines.slice(0, 1).map((line) => <Fill key={line.id} line={line} />)
          : null}
        {lines.map((line) => (
          <Line
            key={line.id}
            dataKey={line.id}
            stroke={line.color}
            strokeWidth={1.75}
            {...(line.isCompared && { strokeDasharray: "5 4" })}
            isAnimationActive={false}
            activeDot={{ r: 3.5, strokeWidth: 0 }}
            dot={({ cx, cy, index }) =>
              isAlone(line.values, index) && cy != null ? (
                <circle key={index} cx={cx} cy={cy} r={2.5} fill={line.color} />
              ) : (
                <g key={index} />
              )
            }
          />
        ))}
        {time.isLastPartial
          ? lines.map((line) => (
              <Line
                key={openKey(line.id)}
                dataKey={openKey(line.id)}
                stroke={line.color}
                strokeWidth={1.75}
                strokeDasharray="3 3"
                dot={false}
                activeDot={{ r: 3.5, strokeWidth: 0 }}
                isAnimationActive={false}
              />
            ))
          : null}
        <EndLabels lines={lines} isLive={time.isLastPartial} />
      </ComposedChart>
    </ResponsiveContainer>
  );
}

function Fill({ line }: { line: ChartLine }) {
  return (
    <Area
      dataKey={line.id}
      stroke="none"
      fill={line.color}
      fillOpacity={0.12}
      isAnimationActive={false}
      activeDot={false}
    />
  );
}
