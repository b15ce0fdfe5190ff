import { usePlotArea, useXAxisScale } from "recharts";

/** A dotted line with a sign on top wherever something happened. Drawn inside a chart. */
export function MarkLines({ starts }: { starts: readonly number[] }) {
  const plot = usePlotArea();
  const x = useXAxisScale();
  if (!plot || !x) return null;
  return (
    <g textAnchor="middle" fontSize={9} fill="var(--ink-muted)">
      {starts.map((start) => {
        const at = x(start);
        return (
          <g key={start}>
            <line
              x1={at}
              x2={at}
              y1={plot.y}
              y2={plot.y + plot.height}
              stroke="var(--ink-faint)"
              strokeDasharray="2 3"
            />
            <text x={at} y={plot.y + 2}>
              ◆
            </text>
          </g>
        );
      })}
    </g>
  );
}
