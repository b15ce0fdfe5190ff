"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { formatExact } from "@/components/ui/format-number";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { partialNote } from "./chart-readout";
import type { ChartLine, ChartTime } from "./lines";
import { formatBucket } from "./time-ticks";

type ChartTableProps = {
  title: string;
  time: ChartTime;
  lines: readonly ChartLine[];
  format?: (value: number) => string;
  /** The newest first, unless what is to come is among it. */
  order?: "newest" | "forwards";
};

/** The same numbers as the chart above it. Rows are made only once somebody opens it. */
export function ChartTable({ title, time, lines, format = formatExact, order = "newest" }: ChartTableProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="group mt-2" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary className="inline-flex h-7 list-none items-center gap-1 rounded-sm pr-1 text-sm text-ink-muted hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden="true" className="size-3.5 transition-transform group-open:rotate-90" />
        {title} as a table
      </summary>
      {isOpen ? (
        <Table label={title} density="compact" boxClassName="mt-2 max-h-80 overflow-y-auto">
          <TableHead>
            <tr>
              <TableHeader>Time ({time.timeZone})</TableHeader>
              {lines.map(({ id, label }) => (
                <TableHeader key={id} align="right">
                  {label}
                </TableHeader>
              ))}
            </tr>
          </TableHead>
          <TableBody>
            {time.starts.map((_, n) => {
              const i = order === "newest" ? time.starts.length - 1 - n : n;
              const start = time.starts[i] ?? 0;
              const note = partialNote(time, i);
              return (
                <TableRow key={start}>
                  <TableCell className="whitespace-nowrap">
                    {formatBucket(time, start)}
                    {note ? <span className="text-ink-muted"> · {note}</span> : null}
                  </TableCell>
                  {lines.map(({ id, values }) => {
                    const value = values[i] ?? null;
                    return (
                      <TableCell key={id} align="right">
                        {value === null ? <span className="text-ink-muted">no data</span> : format(value)}
                      </TableCell>
                    );
                  })}
                </TableRow>
              );
            })}
          </TableBody>
        </Table>
      ) : null}
    </details>
  );
}
