import type { ValueFormat } from "@/components/charts/time-series-chart";
import { formatBytes, formatExact } from "@/components/ui/format-number";

/** `840 µs`, `12.4 ms`, `1.2 s`. */
export function formatMilliseconds(ms: number): string {
  if (ms === 0) return "0 ms";
  if (ms < 1) return `${Math.round(ms * 1000)} µs`;
  if (ms < 1_000) return `${ms < 100 ? Math.round(ms * 10) / 10 : Math.round(ms)} ms`;
  return `${Math.round(ms / 100) / 10} s`;
}

export const MILLISECONDS: ValueFormat = { short: formatMilliseconds, exact: formatMilliseconds };
export const BYTES: ValueFormat = {
  // Round values without their zeros, so that a tick stays on one line.
  short: (bytes) => formatBytes(bytes).replace(".0 ", " "),
  exact: formatBytes,
};

/** Of values that are hundredths already. */
export const PERCENT: ValueFormat = {
  short: (value) => `${formatExact(value)}%`,
  exact: (value) => (value > 0 && value < 0.01 ? "<0.01%" : `${formatExact(value)}%`),
};
