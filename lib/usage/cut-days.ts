import { type Mark, type Span, type Spans, spansOf } from "./spans";
import { DAY_MS, MINUTE_MS } from "./units";

/**
 * Days (UTC) that a midnight of another zone cuts in two. Their longer pieces are not read by the hour: each is its whole day
 * less the shorter piece, a fourth of the rows for a zone like New York's.
 */
export type CutDays = {
  /** The whole days. */
  readonly days: readonly Span[];
  /** Their shorter pieces: counted where they are, and taken from where their day is counted. */
  readonly pieces: Spans;
  /** A minute of the day that lies in the longer piece of each: there it is counted. */
  readonly minute: number;
};

/** How to read a time whose buckets begin at `cuts`: days that are cut, and all that lies between them. */
export type Reading = { readonly spans: Spans; readonly cutDays: CutDays | null };

const NO_SPANS: Spans = { minute: [], quarter: [], hour: [], day: [], week: [] };
const LAST_MINUTE = DAY_MS / MINUTE_MS - 1;

/**
 * How to read `[from, to)` with the fewest rows. Together it is exactly that time, like {@link spansOf}; a day is read as a whole
 * only when it lies within, is cut once, and nothing in it has changed since it was rolled up.
 *
 * @param cuts See {@link spansOf}.
 */
export function readingOf(span: Span, cuts: readonly number[], marks: readonly Mark[]): Reading {
  const found = cuts.flatMap((cut, i) => cutDay(span, cut, [cuts[i - 1], cuts[i + 1]], marks) ?? []);
  const isHead = found.filter(({ cut, day }) => cut - day.from <= DAY_MS / 2).length * 2 > found.length;
  const days = found.filter(({ cut, day }) => cut - day.from <= DAY_MS / 2 === isHead);
  if (days.length === 0) return { spans: spansOf(span, cuts, marks), cutDays: null };
  const whole = days.map(({ day }) => day);
  const pieces = days.map(({ cut, day }) => (isHead ? { ...day, to: cut } : { ...day, from: cut }));
  return {
    spans: together(without(span, whole).map((part) => spansOf(part, cuts, marks))),
    cutDays: {
      days: whole,
      pieces: together(pieces.map((piece) => spansOf(piece, [], marks))),
      minute: isHead ? LAST_MINUTE : 0,
    },
  };
}

function cutDay(
  span: Span,
  cut: number,
  neighbours: readonly (number | undefined)[],
  marks: readonly Mark[],
): { cut: number; day: Span } | null {
  const from = Math.floor(cut / DAY_MS) * DAY_MS;
  const day = { from, to: from + DAY_MS };
  // A week that has yet to be rolled up says nothing against its days.
  const touches = ({ from: begins, to: ends }: Span) =>
    begins < day.to && ends > day.from && ends - begins <= DAY_MS;
  const isWhole = day.from >= span.from && day.to <= span.to && cut > day.from;
  const isCutOnce = neighbours.every((at) => at === undefined || at <= day.from || at >= day.to);
  return isWhole && isCutOnce && !marks.some(touches) ? { cut, day } : null;
}

/** What is left of a span. @param parts Within it, ascending. */
function without({ from, to }: Span, parts: readonly Span[]): Span[] {
  const starts = [from, ...parts.map((part) => part.to)];
  const ends = [...parts.map((part) => part.from), to];
  return starts.map((start, i) => ({ from: start, to: ends[i] ?? to })).filter((part) => part.from < part.to);
}

function together(all: readonly Spans[]): Spans {
  return all.reduce(
    (sum, spans) => ({
      minute: [...sum.minute, ...spans.minute],
      quarter: [...sum.quarter, ...spans.quarter],
      hour: [...sum.hour, ...spans.hour],
      day: [...sum.day, ...spans.day],
      week: [...sum.week, ...spans.week],
    }),
    NO_SPANS,
  );
}
