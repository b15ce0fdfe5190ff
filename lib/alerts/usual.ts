/** Counts of stretches of equal length, the oldest first, without a gap. */
export type Counts = ArrayLike<number>;

/** What is usual in five minutes at one time of the week. */
export type Usual = {
  /** Half of the time it is less. */
  mid: number;
  /** What all weeks but one stay below. */
  most: number;
  /** What all weeks but one stay above. */
  least: number;
};

/** How many minutes are judged together. */
export const WINDOW = 5;
/** So many minutes before and after the time of the week count as the same time. */
export const AROUND = 30;
/** So many weeks back. */
export const WEEKS = 4;
/** With fewer there is nothing to go by. */
export const WEEKS_LEAST = 2;
/** How far back bursts are remembered. */
export const BURST_WEEKS = 26;
export const QUARTERS_A_WEEK = 7 * 96;

/** What is rarer than this in a quarter of an hour is no burst. */
const BURST_LEAST = 50;

/** Sums of `WINDOW` minutes each, ending at every minute that has enough before it. */
export function windowsOf(minutes: Counts): number[] {
  const sums: number[] = [];
  let sum = 0;
  for (let at = 0; at < minutes.length; at++) {
    sum += minutes[at] ?? 0;
    if (at >= WINDOW) sum -= minutes[at - WINDOW] ?? 0;
    if (at >= WINDOW - 1) sums.push(sum);
  }
  return sums;
}

/**
 * What is usual, given the minutes around the same time of some earlier weeks; `null` when there are fewer than two weeks.
 * One week that was out of the ordinary changes neither `most` nor `least` once there are three.
 */
export function usualOf(weeks: readonly Counts[]): Usual | null {
  if (weeks.length < WEEKS_LEAST) return null;
  const all: number[] = [];
  const [highs, lows]: [number[], number[]] = [[], []];
  for (const week of weeks) {
    const windows = windowsOf(week);
    let [high, low] = [0, Number.POSITIVE_INFINITY];
    for (const sum of windows) {
      all.push(sum);
      if (sum > high) high = sum;
      if (sum < low) low = sum;
    }
    highs.push(high);
    lows.push(low);
  }
  const oneOff = weeks.length > 2 ? 1 : 0;
  return {
    mid: ascending(all)[Math.floor(all.length / 2)] ?? 0,
    most: ascending(highs)[highs.length - 1 - oneOff] ?? 0,
    least: ascending(lows)[oneOff] ?? 0,
  };
}

/**
 * The largest quarter of an hour that stood out from the same time of the weeks around it, if such things happened on two
 * days or more: then they are usual for this key, whenever they come. 0 for a key that keeps to its hours.
 * @param quarters Quarters of an hour of whole weeks, the latest last.
 */
export function burstLevel(quarters: Counts): number {
  let level = 0;
  const days = new Set<number>();
  for (let at = 0; at < quarters.length; at++) {
    const count = quarters[at] ?? 0;
    if (count < BURST_LEAST) continue;
    const others = sameTime(quarters, at);
    if (others.length < WEEKS_LEAST) continue;
    const mid = others[Math.floor(others.length / 2)] ?? 0;
    if (count < 1.8 * mid || count < 1.25 * (others.at(-2) ?? 0)) continue;
    days.add(Math.floor((quarters.length - 1 - at) / 96));
    level = Math.max(level, count);
  }
  return days.size >= 2 ? level : 0;
}

/** The largest of the three quarters around the same time of each of the four weeks nearest to it, in ascending order. */
function sameTime(quarters: Counts, at: number): Float64Array {
  const found: number[] = [];
  for (const weeks of [-1, 1, -2, 2, -3, 3, -4, 4]) {
    const there = at + weeks * QUARTERS_A_WEEK;
    if (there < 1 || there > quarters.length - 2) continue;
    found.push(Math.max(quarters[there - 1] ?? 0, quarters[there] ?? 0, quarters[there + 1] ?? 0));
    if (found.length === WEEKS) break;
  }
  return ascending(found);
}

function ascending(numbers: readonly number[]): Float64Array {
  return Float64Array.from(numbers).sort();
}
