import type { ReactNode } from "react";
import { formatExact, formatShare } from "@/components/ui/format-number";

export type Bar = { id: string; label: ReactNode; value: number; note?: string };

type BarListProps = {
  /** What the rows are, for people who do not see the heading. */
  title: string;
  /** Head of the first column. */
  of: string;
  bars: readonly Bar[];
  /** What the shares are shares of. */
  total: number;
  color?: string;
};

/** The heaviest values, each with its part of the whole: a table whose rows are bars. */
export function BarList({ title, of, bars, total, color = "var(--chart-requests)" }: BarListProps) {
  return (
    <table aria-label={title} className="w-full table-fixed border-separate border-spacing-y-1 text-sm">
      <thead>
        <tr className="text-xs text-ink-muted">
          <th scope="col" className="text-left font-medium">
            {of}
          </th>
          <th scope="col" className="w-24 text-right font-medium">
            Requests
          </th>
          <th scope="col" className="w-16 text-right font-medium">
            Share
          </th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ id, label, value, note }) => (
          <tr key={id}>
            <td className="relative h-7 pr-2">
              {/* An SVG attribute, because the pages' policy forbids inline styles. */}
              <svg aria-hidden="true" className="absolute inset-0 size-full" preserveAspectRatio="none">
                <rect
                  width={`${total === 0 ? 0 : Math.max((value / total) * 100, 0.5)}%`}
                  height="100%"
                  rx={4}
                  fill={color}
                  fillOpacity={0.16}
                />
              </svg>
              <span
                className="relative block truncate px-2"
                {...(typeof label === "string" && { title: label })}
              >
                {label}
                {note ? <span className="text-ink-muted"> {note}</span> : null}
              </span>
            </td>
            <td className="text-right">{formatExact(value)}</td>
            <td className="text-right text-ink-muted">{formatShare(total === 0 ? 0 : value / total)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
