/** What is known of a count up to now. */
export type Known = {
  /** Stretches that are over, the oldest first. */
  readonly past: readonly number[];
  /** What the stretch that is running holds so far. */
  readonly now: number;
  /** Which part of it is over, 0 to 1. */
  readonly part: number;
};

/** How much the same stretch one, two, three and four seasons earlier says. */
const WEIGHTS = [4, 3, 2, 1] as const;
/** Of less than this a running stretch says nothing about its end. */
const LEAST_PART = 0.1;

/**
 * What the running stretch will hold at its end, and each of the next `ahead` ones, if things go on as they did.
 *
 * Each is the weighted mean of the same stretch one to four seasons earlier, the latest the heaviest; where less than a season is
 * known, the mean of all that is. What lies before the first count says nothing. Nothing is negative, and the running stretch
 * never ends with less than it holds.
 * @param season Length of a season in stretches, 7 for days in a week; `Infinity`: there is none.
 */
export function forecast({ past, now, part }: Known, season: number, ahead: number): number[] {
  const first = past.findIndex((count) => count > 0);
  const known = first < 0 ? [] : past.slice(first);
  const mean =
    known.length > 0
      ? known.reduce((sum, count) => sum + count, 0) / known.length
      : now / Math.max(part, LEAST_PART);
  const expected: number[] = [...known];
  const answer: number[] = [];
  for (let i = known.length; i <= known.length + ahead; i++) {
    const wanted = seasonal(expected, i, season) ?? mean;
    // What the running stretch has held so far says nothing of the same one a season later.
    expected.push(wanted);
    answer.push(i === known.length ? Math.max(now, now + (1 - part) * wanted) : wanted);
  }
  return answer;
}

function seasonal(counts: readonly number[], at: number, season: number): number | null {
  let [sum, weights] = [0, 0];
  WEIGHTS.forEach((weight, i) => {
    const count = counts[at - season * (i + 1)];
    if (count === undefined) return;
    sum += weight * count;
    weights += weight;
  });
  return weights === 0 ? null : sum / weights;
}
