import { usePlotArea, useYAxisScale } from "recharts";
import type { ChartLine } from "./lines";
import { spreadLabels } from "./spread-labels";

const LINE_HEIGHT = 15;
/** Characters that have room beside the plot; the crosshair and the table say the whole. */
const LONGEST = 10;

/** Names each line at its right end, in place of a legend. Drawn inside a chart. */
export function EndLabels({ lines, isLive }: { lines: readonly ChartLine[]; isLive: boolean }) {
  const plot = usePlotArea();
  const scale = useYAxisScale();
  if (!plot || !scale) return null;
  const right = plot.x + plot.width;
  const bottom = plot.y + plot.height;
  const wishes = lines.map(({ values }) => scale(values.findLast((value) => value !== null) ?? 0) ?? bottom);
  const ys = spreadLabels(wishes, LINE_HEIGHT, plot.y + 4, bottom);
  return (
    <g className="text-xs">
      {lines.map(({ id, label, color }, i) => (
        <g key={id}>
          <circle cx={right + 9} cy={ys[i]} r={3} fill={color} />
          <text x={right + 16} y={ys[i]} dy="0.32em" className="fill-ink-muted">
            {label.length > LONGEST ? `${label.slice(0, LONGEST - 1)}…` : label}
          </text>
        </g>
      ))}
      {isLive ? (
        <text x={right} y={bottom + 20} textAnchor="middle" className="fill-ink-muted font-medium">
          now
        </text>
      ) : null}
    </g>
  );
}
