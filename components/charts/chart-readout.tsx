import { formatExact } from "@/components/ui/format-number";
import type { ChartLine, ChartTime } from "./lines";
import { Swatch } from "./swatch";
import { formatBucket } from "./time-ticks";

type ChartReadoutProps = {
  time: ChartTime;
  lines: readonly ChartLine[];
  index: number;
  format?: ((value: number) => string) | undefined;
  /** What happened in this bucket. */
  notes?: readonly string[] | undefined;
};

/** What the crosshair reads: every series of the bucket under it, in words. */
export function ChartReadout({ time, lines, index, format = formatExact, notes = [] }: ChartReadoutProps) {
  const start = time.starts[index];
  if (start === undefined) return null;
  const note = partialNote(time, index);
  return (
    <div className="min-w-44 rounded-md bg-raised px-3 py-2 text-sm shadow-pop">
      <p className="font-medium">
        {formatBucket(time, start)}
        {note ? <span className="font-normal text-ink-muted"> · {note}</span> : null}
      </p>
      <ul className="mt-1 grid gap-0.5">
        {lines.map(({ id, label, color, values }) => {
          const value = values[index] ?? null;
          return (
            <li key={id} className="flex items-center gap-2">
              <Swatch color={color} />
              <span className="text-ink-muted">{label}</span>
              <span className="ml-auto pl-4">{value === null ? "no data" : format(value)}</span>
            </li>
          );
        })}
      </ul>
      {notes.length > 0 ? (
        <ul className="mt-1 max-w-64 border-t border-line pt-1 text-ink-muted">
          {[...new Set(notes)].map((words) => (
            <li key={words}>◆ {words}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

/** Says when a bucket holds less time than its neighbours. */
export function partialNote(time: ChartTime, index: number): string | null {
  if (time.isLastPartial && index === time.starts.length - 1) return "so far";
  if (time.isFirstPartial && index === 0) return "in part";
  return null;
}
