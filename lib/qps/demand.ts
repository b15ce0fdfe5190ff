import { z } from "zod";

/** How many seconds are told one by one at most, so that a page can hold them. */
export const DEMAND_SECONDS_MAX = 20_000;

const Count = z.int().min(0);

/**
 * Calls per second of a key in an endpoint class, let through or refused by a limit: all that a replay of another limit needs.
 *
 * Seconds with more than `floor` calls are told one by one, each with its neighbours, as stretches without a gap. Of the others
 * only their number matters, because a limit of `floor` or more lets them through whole.
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
  /** `[start, calls of each second]`, `start` in seconds after `from`. */
  stretches: z.array(z.tuple([Count, z.array(Count)])),
  /** `[calls, how many seconds]` of all seconds in no stretch; those without a call are left out. */
  quiet: z.array(z.tuple([Count, Count])),
});
export type Demand = z.output<typeof Demand>;

/**
 * Puts calls per second into the form that a replay takes.
 * @param calls One number a second, the first one at `from` (Unix seconds).
 * @param most How many seconds may be told one by one; the floor is the lowest that keeps to it.
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
  const floor = floorFor(seconds, most);
  const stretches = stretchesOf(calls, floor);
  for (const [, told] of stretches) {
    for (const n of told) seconds.set(n, (seconds.get(n) ?? 0) - 1);
  }
  const quiet = [...seconds].filter(([n, count]) => n > 0 && count > 0).sort(([a], [b]) => a - b);
  return { from, to: from + calls.length, calls: total, peak, peakAt, floor, stretches, quiet };
}

/** A second above the floor brings two neighbours along at most. */
function floorFor(seconds: ReadonlyMap<number, number>, most: number): number {
  let told = 0;
  for (const [n, count] of [...seconds].sort(([a], [b]) => b - a)) {
    told += count * 3;
    if (told > most) return n;
  }
  return 0;
}

function stretchesOf(calls: ArrayLike<number>, floor: number): [number, number[]][] {
  const stretches: [number, number[]][] = [];
  let end = 0;
  for (let at = 0; at < calls.length; at += 1) {
    if ((calls[at] ?? 0) <= floor) continue;
    const [start, stop] = [Math.max(at - 1, end), Math.min(at + 2, calls.length)];
    const open = stretches.at(-1);
    const told = open !== undefined && start <= end ? open[1] : [];
    if (told.length === 0) stretches.push([start, told]);
    for (let second = start; second < stop; second += 1) told.push(calls[second] ?? 0);
    end = stop;
  }
  return stretches;
}
