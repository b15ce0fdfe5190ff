import { z } from "zod";

/** How many seconds are told one by one at most, so that a page can hold them. */
export const DEMAND_SECONDS_MAX = 20_000;
/** Longer stretches are hardly ever the same twice. */
const COMPARED_UP_TO = 60;

const Count = z.int().min(0);

/**
 * Calls per second of a key in an endpoint class, let through or refused by a limit: all that a replay of another limit needs.
 *
 * Seconds with more than `floor` calls are told one by one, each with its neighbours, as stretches without a gap; stretches that
 * are the same are told once. Of the others only their number matters, because a limit of `floor` or more lets them through whole.
 */
export const Demand = z.object({
  /** Unix seconds: the first one looked at, and the one behind the last. */
  from: z.int(),
  to: z.int(),
  calls: Count,
  /** Most calls of a second, and which one that was first. */
  peak: Count,
  peakAt: z.int().nullable(),
  floor: Count,
  /** `[how often it came, calls of each of its seconds]`. */
  stretches: z.array(z.tuple([Count, z.array(Count)])),
  /** `[calls, how many seconds]` of all seconds in no stretch; those without a call are left out. */
  quiet: z.array(z.tuple([Count, Count])),
});
export type Demand = z.output<typeof Demand>;

type Stretches = Demand["stretches"];

/**
 * Puts calls per second into the form that a replay takes.
 * @param calls One number a second, the first one at `from` (Unix seconds).
 * @param most How many seconds may be told one by one; the floor is as low as that allows.
 */
export function demandOf(calls: ArrayLike<number>, from: number, most = DEMAND_SECONDS_MAX): Demand {
  const seconds = new Map<number, number>();
  let total = 0;
  let peak = 0;
  let peakAt: number | null = null;
  for (let at = 0; at < calls.length; at += 1) {
    const n = calls[at] ?? 0;
    if (n === 0) continue;
    total += n;
    seconds.set(n, (seconds.get(n) ?? 0) + 1);
    if (n > peak) [peak, peakAt] = [n, from + at];
  }
  const { floor, stretches } = lowestFloor(calls, [...seconds.keys()], most);
  for (const [times, told] of stretches) {
    for (const n of told) seconds.set(n, (seconds.get(n) ?? 0) - times);
  }
  const quiet = [...seconds].filter(([n, count]) => n > 0 && count > 0).sort(([a], [b]) => a - b);
  return { from, to: from + calls.length, calls: total, peak, peakAt, floor, stretches, quiet };
}

/** Among 0 and the numbers of calls there are; nothing is above the greatest of them, so that one always fits. */
function lowestFloor(
  calls: ArrayLike<number>,
  counts: number[],
  most: number,
): { floor: number; stretches: Stretches } {
  const floors = [0, ...counts].sort((a, b) => a - b);
  let best: { floor: number; stretches: Stretches } = { floor: floors.at(-1) ?? 0, stretches: [] };
  for (let low = 0, high = floors.length - 1; low <= high; ) {
    const middle = (low + high) >> 1;
    const floor = floors[middle] ?? 0;
    const stretches = stretchesAbove(calls, floor, most);
    if (stretches === null) low = middle + 1;
    else {
      best = { floor, stretches };
      high = middle - 1;
    }
  }
  return best;
}

/** `null` when they hold more than `most` seconds. */
function stretchesAbove(calls: ArrayLike<number>, floor: number, most: number): Stretches | null {
  const found = new Map<string, [number, number[]]>();
  let told = 0;
  for (let at = 0; at < calls.length; at += 1) {
    if ((calls[at] ?? 0) <= floor) continue;
    let last = at;
    // One or two quiet seconds in between belong to what is before and behind them: one stretch.
    for (let next = at + 1; next <= last + 3 && next < calls.length; next += 1) {
      if ((calls[next] ?? 0) > floor) last = next;
    }
    const [start, end] = [Math.max(0, at - 1), Math.min(last + 2, calls.length)];
    at = end - 1;
    if (told + end - start > most) return null;
    const stretch = Array.from({ length: end - start }, (_, second) => calls[start + second] ?? 0);
    const name = stretch.length > COMPARED_UP_TO ? `#${start}` : stretch.join();
    const known = found.get(name);
    if (known !== undefined) known[0] += 1;
    else {
      found.set(name, [1, stretch]);
      told += stretch.length;
    }
  }
  return [...found.values()];
}
