"use client";

import { type ComponentProps, useMemo, useState } from "react";
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { formatCompact } from "@/components/ui/format-number";
import { type ChartMark, marksOnAxis } from "./chart-marks";
import { ChartReadout } from "./chart-readout";
import { EndLabels } from "./end-labels";
import { type ChartLine, type ChartTime, isAlone, peak, toPoints } from "./lines";
import { MarkLines } from "./mark-lines";
import { OpenSteps } from "./open-steps";
import { formatTick, timeTicks } from "./time-ticks";
import { type OnZoom, useDragZoom } from "./use-drag-zoom";
import type { Size } from "./use-near";
import { yTicks } from "./y-ticks";

export type TimeSeriesChartProps = {
  /** What the chart shows, for people who do not see it. */
  title: string;
  time: ChartTime;
  /** What it fills at first: drawn at once as it is to be. */
  size: Size;
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
const ACTIVE_DOT = { r: 3.5, strokeWidth: 0 };
const NO_COORDINATES = () => [];
const MOST_TICKS = 8;
/** Pixels that a tick of the time axis and the gap beside it take. */
const TICK_WIDTH = 50;
/** Pixels that the word "now" and its neighbour take from each other's centres, and those beside the plot. */
const NOW_WIDTH = 38;
const MARGINS = 118;

/** Lines over time. Y begins at zero, gaps stay gaps, what is not over yet is dashed. */
export function TimeSeriesChart(props: TimeSeriesChartProps) {
  const { title, time, size, lines, readout, syncId, format, marks = NO_MARKS, onZoom } = props;
  const { drag, handlers } = useDragZoom(time, onZoom);
  const onAxis = useMemo(() => marksOnAxis(time, marks), [time, marks]);
  const points = useMemo(() => toPoints(time, lines), [time, lines]);
  const ys = useMemo(() => yTicks(peak(lines)), [lines]);
  const [alone, ...others] = lines.filter(({ isCompared }) => !isCompared);
  const filled = others.length === 0 ? alone : undefined;
  const first = time.starts[0] ?? 0;
  const last = time.starts.at(-1) ?? first;
  const sayY = format?.short ?? formatCompact;
  const [width, setWidth] = useState(size.width);
  const mostTicks = Math.max(2, Math.min(MOST_TICKS, Math.floor((width - MARGINS) / TICK_WIDTH)));
  const ticks = useMemo(() => timeTicks(time, mostTicks), [time, mostTicks]);
  // The place of the word "now".
  const room = time.isLastPartial ? last - ((last - first) * NOW_WIDTH) / Math.max(width - MARGINS, 1) : last;
  return (
    <ResponsiveContainer
      width="100%"
      height="100%"
      initialDimension={size}
      onResize={(now) => setWidth(Math.round(now))}
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
        <CartesianGrid
          vertical={false}
          verticalCoordinatesGenerator={NO_COORDINATES}
          stroke="var(--chart-grid)"
        />
        <XAxis
          dataKey="start"
          type="number"
          domain={[first, last]}
          ticks={ticks.filter((tick) => tick <= room)}
          tickFormatter={(start: number) => formatTick(time, start)}
          niceTicks="none"
          interval={0}
          tick={TICK}
          tickLine={false}
          axisLine={{ stroke: "var(--line)" }}
          height={26}
          tickMargin={6}
        />
        <YAxis
          domain={[0, ys.at(-1) ?? 1]}
          ticks={ys}
          tickFormatter={sayY}
          tick={TICK}
          tickLine={false}
          axisLine={false}
          width={axisWidth(ys.map(sayY))}
          niceTicks="none"
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
        <MarkLines starts={onAxis.map(({ start }) => start)} />
        {drag === null ? null : (
          <ReferenceArea x1={drag.from} x2={drag.to} fill="var(--accent)" fillOpacity={0.12} stroke="none" />
        )}
        {lines.map((line) =>
          line === filled ? (
            <Area key={line.id} {...styleOf(line)} fill={line.color} fillOpacity={0.12} />
          ) : (
            <Line key={line.id} {...styleOf(line)} />
          ),
        )}
        {time.isLastPartial ? <OpenSteps time={time} lines={lines} /> : null}
        <EndLabels lines={lines} isLive={time.isLastPartial} />
      </ComposedChart>
    </ResponsiveContainer>
  );
}

function styleOf(line: ChartLine) {
  return {
    dataKey: line.id,
    stroke: line.color,
    strokeWidth: 1.75,
    ...(line.isCompared && { strokeDasharray: "5 4" }),
    isAnimationActive: false,
    activeDot: ACTIVE_DOT,
    dot: dotsOf(line),
  };
}

/** A point without neighbours is on no line; most lines have none. */
function dotsOf({ values, color }: ChartLine): NonNullable<ComponentProps<typeof Line>["dot"]> {
  if (!values.some((_, index) => isAlone(values, index))) return false;
  return ({ cx, cy, index }) =>
    isAlone(values, index) && cy != null ? (
      <circle key={index} cx={cx} cy={cy} r={2.5} fill={color} />
    ) : (
      <g key={index} />
    );
}

/** Room for the longest label in one line. */
function axisWidth(labels: readonly string[]): number {
  return Math.max(46, ...labels.map((label) => label.length * 7 + 14));
}
