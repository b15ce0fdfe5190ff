import type { Span } from "./spans";

/** More single stretches than this are not looked up one by one: reading what lies between them as well costs less. */
const MOST_LOOKED_UP = 1_000;

/**
 * SQL that is true for a row of a resolution whose stretch begins within one of these spans (of whole stretches, ascending).
 *
 * No join: the planner knows the times, looks at no partition of others, and goes through the index once.
 *
 * @param column The start of the row's stretch, which lasts `stretchMs`.
 * @param bind Makes a value of the statement of it, and answers its name.
 */
export function inSpans(
  column: string,
  spans: readonly Span[],
  stretchMs: number,
  bind: (value: unknown) => string,
): string {
  const [first, last] = [spans[0], spans.at(-1)];
  if (first === undefined || last === undefined) return "false";
  const between = () =>
    `${column} >= ${bind(new Date(first.from))} AND ${column} < ${bind(new Date(last.to))}`;
  if (spans.every(({ from }, i) => i === 0 || from === spans[i - 1]?.to)) return between();
  const starts = startsIn(spans, stretchMs, MOST_LOOKED_UP);
  if (starts !== null) return `${column} = ANY(${bind(starts)}::timestamptz[])`;
  // Behind an odd number of their ends it lies in a span, behind an even number between two.
  const ends = spans.flatMap(({ from, to }) => [new Date(from), new Date(to)]);
  return `${between()} AND width_bucket(${column}, ${bind(ends)}::timestamptz[]) % 2 = 1`;
}

/** When each stretch of the spans begins; `null` when there are more than `most`. */
function startsIn(spans: readonly Span[], ms: number, most: number): Date[] | null {
  const count = spans.reduce((sum, { from, to }) => sum + (to - from) / ms, 0);
  if (count > most) return null;
  return spans.flatMap(({ from, to }) =>
    Array.from({ length: (to - from) / ms }, (_, i) => new Date(from + i * ms)),
  );
}
