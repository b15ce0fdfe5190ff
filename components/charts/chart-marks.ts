import type { ChartTime } from "./lines";

/** Something that happened, drawn as an upright line. */
export type ChartMark = { at: number; label: string };

/** Where on the axis marks stand, with what they say: those of one bucket are one. */
export function marksOnAxis(
  { starts }: Pick<ChartTime, "starts">,
  marks: readonly ChartMark[],
): { start: number; labels: string[] }[] {
  const found = new Map<number, string[]>();
  for (const { at, label } of marks) {
    const start = starts.findLast((one) => one <= at);
    if (start !== undefined) found.set(start, [...(found.get(start) ?? []), label]);
  }
  return [...found].map(([start, labels]) => ({ start, labels })).sort((a, b) => a.start - b.start);
}
