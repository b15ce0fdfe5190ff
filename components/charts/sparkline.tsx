import { sparkPath } from "./spark-path";

type SparklineProps = { values: readonly (number | null)[]; color: string };

const WIDTH = 200;
const HEIGHT = 36;

/** The shape of a series beside its number; the chart and table below say the same in words. */
export function Sparkline({ values, color }: SparklineProps) {
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 -2 ${WIDTH} ${HEIGHT + 4}`}
      preserveAspectRatio="none"
      className="block h-10 w-full"
    >
      <path
        d={sparkPath(values, WIDTH, HEIGHT)}
        fill="none"
        stroke={color}
        strokeWidth={1.5}
        strokeLinecap="round"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
