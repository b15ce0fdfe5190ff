import { useXAxisScale, useYAxisScale } from "recharts";
import type { ChartLine, ChartTime } from "./lines";

type OpenStepsProps = { time: ChartTime; lines: readonly ChartLine[] };

/** The step of each line to a bucket that is not over, in dashes: less time must not look like fewer calls. Drawn inside a chart. */
export function OpenSteps({ time: { starts }, lines }: OpenStepsProps) {
  const x = useXAxisScale();
  const y = useYAxisScale();
  const last = starts.length - 1;
  if (!x || !y) return null;
  const [from, to] = [x(starts[last - 1]), x(starts[last])];
  return (
    <g strokeWidth={1.75} strokeDasharray="3 3">
      {lines.map(({ id, color, values }) => {
        const [before, now] = [values[last - 1], values[last]];
        if (now == null) return null;
        return before == null ? (
          <circle key={id} cx={to} cy={y(now)} r={2.5} fill={color} />
        ) : (
          <line key={id} x1={from} y1={y(before)} x2={to} y2={y(now)} stroke={color} />
        );
      })}
    </g>
  );
}
