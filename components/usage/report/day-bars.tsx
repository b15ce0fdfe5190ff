import { yTicks } from "@/components/charts/y-ticks";
import { formatCompact, formatExact } from "@/components/ui/format-number";
import type { UsageSeries } from "@/lib/usage/schemas";

const WIDTH = 720;
const HEIGHT = 170;
const LEFT = 44;
const BOTTOM = 20;
const TOP = 8;

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

/** Requests of each day as bars, the part that failed darker below. Drawn by the server, so that paper has it too. */
export function DayBars({ series }: { series: UsageSeries }) {
  const { starts, requests, clientErrors, serverErrors } = series;
  const ticks = yTicks(Math.max(1, ...requests.map((count) => count ?? 0)));
  const most = ticks.at(-1) ?? 1;
  const step = (WIDTH - LEFT) / Math.max(1, starts.length);
  const y = (count: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - count / most);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section would not say that it scrolls; the region is named.
    <div
      role="region"
      aria-label="Requests by day"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
      tabIndex={0}
      className="overflow-x-auto"
    >
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label="Requests by day"
        className="block h-auto w-full min-w-136 text-[9px] max-sm:min-w-176 max-sm:text-[12px]"
      >
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={LEFT} x2={WIDTH} y1={y(tick)} y2={y(tick)} stroke="var(--chart-grid)" />
            <text x={LEFT - 6} y={y(tick)} dy="0.32em" textAnchor="end" className="fill-ink-faint">
              {formatCompact(tick)}
            </text>
          </g>
        ))}
        {starts.map((start, i) => {
          const count = requests[i] ?? 0;
          const failed = Math.min(count, (clientErrors[i] ?? 0) + (serverErrors[i] ?? 0));
          const x = LEFT + i * step + step * 0.15;
          return (
            <g key={start}>
              <title>{`${DAY.format(start)}: ${formatExact(count)} requests, ${formatExact(failed)} with 4xx or 5xx`}</title>
              <rect
                x={x}
                width={step * 0.7}
                y={y(count)}
                height={y(0) - y(count)}
                fill="var(--chart-requests)"
              />
              <rect
                x={x}
                width={step * 0.7}
                y={y(failed)}
                height={y(0) - y(failed)}
                fill="var(--chart-5xx)"
              />
              {i % 5 === 0 ? (
                <text x={x + step * 0.35} y={HEIGHT - 4} textAnchor="middle" className="fill-ink-faint">
                  {DAY.format(start)}
                </text>
              ) : null}
            </g>
          );
        })}
      </svg>
    </div>
  );
}
