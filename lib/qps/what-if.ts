import type { Demand } from "./demand";

/** Up to here a replay decides about each call by itself; above, about a hundredth of the limit at a time. */
export const REPLAY_EXACT_UP_TO = 100;

/** What a limit would have done to past calls. */
export type WhatIf = {
  limit: number;
  /** Calls it would have refused. */
  breaches: number;
  /** Seconds in which it would have refused any. */
  seconds: number;
  /** False for a limit below the demand's floor, where quiet seconds are judged each by itself: a few calls off. */
  isExact: boolean;
};

/**
 * Replays another QPS limit over past demand, as the edge's own sliding log would have decided: at most `limit` calls in any span
 * of one second, a refused call counts for nothing. The calls of a second are taken to have come evenly spread.
 *
 * Equal to a replay call by call for limits up to {@link REPLAY_EXACT_UP_TO}; above, within 1 % of all calls. Clients that try
 * again after a refusal are in the demand, so that a higher limit would really have seen somewhat fewer calls.
 * @param limit Calls per second, a whole number of at least 1.
 */
export function whatIf(demand: Demand, limit: number): WhatIf {
  const replay = new Replay(limit);
  let breaches = 0;
  let seconds = 0;
  for (const [times, calls] of demand.stretches) {
    const refused = replay.stretch(calls);
    breaches += refused.breaches * times;
    seconds += refused.seconds * times;
  }
  const isExact = limit >= demand.floor;
  for (const [calls, count] of isExact ? [] : demand.quiet) {
    if (calls <= limit) continue;
    breaches += (calls - limit) * count;
    seconds += count;
  }
  return { limit, breaches, seconds, isExact };
}

/**
 * The log of admissions. Only a second above the limit, and the one after it, need it: evenly spread calls that keep to the
 * limit in two seconds running keep to it in every span across both.
 */
class Replay {
  readonly #limit: number;
  /** Calls that are admitted, and leave the log, together. */
  readonly #step: number;
  /** Admissions of the second before and of this one: when in their second, 0 to 1, and how many. */
  #before = new Log();
  #now = new Log();

  constructor(limit: number) {
    this.#limit = limit;
    this.#step = limit <= REPLAY_EXACT_UP_TO ? 1 : Math.ceil(limit / REPLAY_EXACT_UP_TO);
  }

  stretch(calls: readonly number[]): { breaches: number; seconds: number } {
    let [breaches, seconds] = [0, 0];
    let last = 0;
    let isLogged = true;
    this.#before.clear();
    for (const n of calls) {
      if (n <= this.#limit && last <= this.#limit) isLogged = false;
      else {
        if (!isLogged) this.#before.fill(last, this.#step);
        const refused = this.#second(n);
        breaches += refused;
        if (refused > 0) seconds += 1;
        isLogged = true;
      }
      last = n;
    }
    return { breaches, seconds };
  }

  /** How many of the second's calls are refused. */
  #second(n: number): number {
    const { times, sizes } = this.#before;
    let [inSpan, gone, admitted] = [this.#before.calls, 0, 0];
    this.#now.clear();
    for (let call = 0; call < n; ) {
      const time = momentOf(call, n);
      // What was admitted exactly a second ago is not in the span any more.
      for (; gone < times.length && (times[gone] ?? 1) <= time; gone += 1) inSpan -= sizes[gone] ?? 0;
      const size = Math.min(this.#step, this.#limit - inSpan - admitted, n - call);
      if (size > 0) {
        this.#now.push(momentOf(call + (size - 1) / 2, n), size);
        admitted += size;
        call += size;
        continue;
      }
      const next = times[gone];
      if (next === undefined) break;
      call = Math.max(call + 1, firstCallFrom(next, n));
    }
    [this.#before, this.#now] = [this.#now, this.#before];
    return n - admitted;
  }
}

class Log {
  readonly times: number[] = [];
  readonly sizes: number[] = [];
  calls = 0;

  clear(): void {
    this.times.length = 0;
    this.sizes.length = 0;
    this.calls = 0;
  }

  push(time: number, size: number): void {
    this.times.push(time);
    this.sizes.push(size);
    this.calls += size;
  }

  /** A second whose calls were all let through. */
  fill(n: number, step: number): void {
    this.clear();
    for (let call = 0; call < n; call += step) {
      const size = Math.min(step, n - call);
      this.push(momentOf(call + (size - 1) / 2, n), size);
    }
  }
}

/** When in its second the call comes. One division, so that equal moments are equal numbers whatever `n` is. */
function momentOf(call: number, n: number): number {
  return (2 * call + 1) / (2 * n);
}

/** The first of `n` calls at `time` or later. */
function firstCallFrom(time: number, n: number): number {
  let call = Math.max(0, Math.floor(time * n - 0.5));
  while (momentOf(call, n) < time) call += 1;
  return call;
}
