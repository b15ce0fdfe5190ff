import { RESOLUTIONS, type Resolution, type ResolutionId } from "./resolutions";

/** A time `[from, to)`, Unix milliseconds. */
export type Span = { readonly from: number; readonly to: number };

/** A stretch that was not rolled up since it changed. */
export type Mark = Span;

/** Which times to read in which resolution: together exactly the time that was asked for, none of it twice. */
export type Spans = Readonly<Record<ResolutionId, readonly Span[]>>;

/**
 * Cuts `[from, to)` into the coarsest stretches that are whole, end within it and hold no mark; what is left over at its ends
 * and around marks goes to finer resolutions, down to minutes. `from` and `to` count as the minutes they are in.
 *
 * @param cuts No stretch lies astride of one of these, so that each belongs to one bucket of a series. Ascending.
 */
export function spansOf(span: Span, cuts: readonly number[], marks: readonly Mark[]): Spans {
  const found: Record<ResolutionId, Span[]> = { minute: [], quarter: [], hour: [], day: [], week: [] };
  const minute = RESOLUTIONS[0].ms;
  const whole = { from: Math.floor(span.from / minute) * minute, to: Math.ceil(span.to / minute) * minute };
  const within = marks.filter(({ from, to }) => from < whole.to && to > whole.from);
  const ends = [...cuts.filter((at) => at > whole.from && at < whole.to), whole.to];
  let from = whole.from;
  for (const to of ends) {
    cut({ from, to }, RESOLUTIONS.length - 1, within);
    from = to;
  }
  return found;

  function cut(part: Span, level: number, within: readonly Mark[]): void {
    const resolution = RESOLUTIONS[level];
    if (resolution === undefined || part.from >= part.to) return;
    if (level === 0) {
      add(found.minute, part);
      return;
    }
    const first = Math.ceil(part.from / resolution.ms) * resolution.ms;
    const end = Math.floor(part.to / resolution.ms) * resolution.ms;
    if (first >= end) {
      cut(part, level - 1, within);
      return;
    }
    cut({ from: part.from, to: first }, level - 1, within);
    let clean = first;
    for (const dirty of dirtyStretches(within, resolution, first, end)) {
      if (clean < dirty) add(found[resolution.id], { from: clean, to: dirty });
      const to = dirty + resolution.ms;
      cut(
        { from: dirty, to },
        level - 1,
        within.filter((mark) => mark.from < to && mark.to > dirty),
      );
      clean = to;
    }
    if (clean < end) add(found[resolution.id], { from: clean, to: end });
    cut({ from: end, to: part.to }, level - 1, within);
  }
}

function dirtyStretches(
  marks: readonly Mark[],
  { ms }: Resolution,
  first: number,
  end: number,
): readonly number[] {
  const starts = new Set<number>();
  for (const mark of marks) {
    // A mark of a longer stretch says nothing against the finer rows it has to be rolled up from.
    if (mark.to - mark.from > ms) continue;
    const start = Math.floor(mark.from / ms) * ms;
    if (start >= first && start < end) starts.add(start);
  }
  return [...starts].sort((a, b) => a - b);
}

/** Neighbours become one, so that few are asked for. */
function add(spans: Span[], span: Span): void {
  const last = spans.at(-1);
  if (last !== undefined && last.to === span.from) spans[spans.length - 1] = { from: last.from, to: span.to };
  else spans.push(span);
}
