import type { Limit } from "./limit";

const SPAN_MS = 1000;
const FIRST_CAPACITY = 4;

/**
 * Exact sliding log: at most `quota` calls in any span of one second, open at its end, and never fewer than a greedy log admits.
 *
 * Keeps the times of admissions of the last second in a ring that grows by doubling up to `quota`: a rarely used key stays
 * small. Each time is written once and dropped once: O(1) per call over any run of calls. A clock handed in that
 * went backwards counts as the latest time seen.
 */
export class ExactWindow implements Limit {
  /** The limiter's own note of where this window is filed. */
  filedUnder = "";
  filedIn = -1;
  readonly policy = "qps";
  readonly windowSeconds = 1;
  readonly quota: number;
  #times: number[];
  #oldest = 0;
  #size = 0;
  #latest = Number.NEGATIVE_INFINITY;

  constructor(quota: number) {
    this.quota = quota;
    this.#times = emptyRing(Math.min(FIRST_CAPACITY, quota));
  }

  waitMs(at: number): number {
    const now = this.#forget(at);
    if (this.#size < this.quota) return 0;
    return this.quota === 0 ? SPAN_MS : (this.#times[this.#oldest] ?? now) + SPAN_MS - now;
  }

  take(at: number): void {
    const now = this.#forget(at);
    if (this.#size === this.#times.length) this.#grow();
    let place = this.#oldest + this.#size;
    if (place >= this.#times.length) place -= this.#times.length;
    this.#times[place] = now;
    this.#size += 1;
  }

  remaining(at: number): number {
    this.#forget(at);
    return Math.max(0, this.quota - this.#size);
  }

  /** The same history under another quota: a changed limit holds from the next call on. */
  withQuota(quota: number, at: number): QpsWindow {
    const now = this.#forget(at);
    const next = qpsWindow(quota);
    const keep = Math.min(this.#size, quota);
    for (let index = this.#size - keep; index < this.#size; index += 1) {
      next.take(this.#times[(this.#oldest + index) % this.#times.length] ?? now);
    }
    return next;
  }

  /** Drops what is a second old and returns the time to go by. */
  #forget(at: number): number {
    const now = Math.max(at, this.#latest);
    this.#latest = now;
    const limit = now - SPAN_MS;
    while (this.#size > 0 && (this.#times[this.#oldest] ?? now) <= limit) {
      this.#oldest = this.#oldest + 1 === this.#times.length ? 0 : this.#oldest + 1;
      this.#size -= 1;
    }
    return now;
  }

  #grow(): void {
    const old = this.#times;
    const times = emptyRing(Math.min(Math.max(1, old.length * 2), this.quota));
    for (let index = 0; index < this.#size; index += 1) {
      times[index] = old[(this.#oldest + index) % old.length] ?? 0;
    }
    this.#times = times;
    this.#oldest = 0;
  }
}

/** Doubles from the start, so that V8 stores the times unboxed. */
function emptyRing(capacity: number): number[] {
  return new Array<number>(capacity).fill(0.5);
}

const STEPS = SPAN_MS + 1;

/**
 * The same upper bound for large quotas in constant memory: counts per millisecond instead of single times.
 *
 * A span of one second touches at most 1,001 steps and their sum never exceeds `quota`; even traffic at the rate is
 * admitted to at least 99.8 %.
 */
export class SteppedWindow implements Limit {
  /** The limiter's own note of where this window is filed. */
  filedUnder = "";
  filedIn = -1;
  readonly policy = "qps";
  readonly windowSeconds = 1;
  readonly quota: number;
  readonly #counts = new Uint32Array(STEPS);
  #step = Number.NEGATIVE_INFINITY;
  #sum = 0;

  constructor(quota: number) {
    this.quota = quota;
  }

  waitMs(at: number): number {
    const now = this.#forget(at);
    if (this.#sum < this.quota) return 0;
    // The first step that frees a place; its calls are forgotten a full window after it began.
    for (let step = this.#step - SPAN_MS; step <= this.#step; step += 1) {
      if ((this.#counts[slot(step)] ?? 0) > 0) return step + STEPS - now;
    }
    return SPAN_MS;
  }

  take(at: number): void {
    this.#forget(at);
    const place = slot(this.#step);
    this.#counts[place] = (this.#counts[place] ?? 0) + 1;
    this.#sum += 1;
  }

  remaining(at: number): number {
    this.#forget(at);
    return Math.max(0, this.quota - this.#sum);
  }

  /** The same history under another quota: a changed limit holds from the next call on. */
  withQuota(quota: number, at: number): QpsWindow {
    this.#forget(at);
    const next = qpsWindow(quota);
    const times: number[] = [];
    for (let step = this.#step; step > this.#step - STEPS && times.length < quota; step -= 1) {
      // A step's calls count as made at its end, or its now: later than they were, so never too many.
      const count = Math.min(this.#counts[slot(step)] ?? 0, quota - times.length);
      for (let call = 0; call < count; call += 1) times.push(Math.min(step + 1, Math.max(at, step)));
    }
    for (const time of times.reverse()) next.take(time);
    return next;
  }

  #forget(at: number): number {
    const now = Math.max(at, this.#step);
    const step = Math.floor(now);
    if (step - this.#step >= STEPS) {
      if (this.#sum > 0) this.#counts.fill(0);
      this.#sum = 0;
    } else {
      for (let passed = this.#step + 1; passed <= step; passed += 1) {
        const place = slot(passed);
        this.#sum -= this.#counts[place] ?? 0;
        this.#counts[place] = 0;
      }
    }
    this.#step = step;
    return now;
  }
}

function slot(step: number): number {
  const place = step % STEPS;
  return place < 0 ? place + STEPS : place;
}

/** Above this, counts per millisecond take the place of single times. */
export const EXACT_UP_TO_QPS = 1000;

export type QpsWindow = ExactWindow | SteppedWindow;

/** The window for a quota of calls per second. */
export function qpsWindow(quota: number): QpsWindow {
  return quota > EXACT_UP_TO_QPS ? new SteppedWindow(quota) : new ExactWindow(quota);
}
