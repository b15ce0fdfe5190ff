import type { Limit } from "./limit";

const SPAN_MS = 1000;
const STEPS = SPAN_MS + 1;

/**
 * The upper bound of an exact log for large quotas in constant memory: counts per millisecond instead of single times.
 *
 * A span of one second touches at most 1,001 steps and their sum never exceeds `quota`; even traffic at the rate is
 * admitted to at least 99.8 %.
 */
export class SteppedWindow implements Limit {
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

  takeOrWait(at: number): number {
    const waitMs = this.waitMs(at);
    if (waitMs === 0) this.take(at);
    return waitMs;
  }

  remaining(at: number): number {
    this.#forget(at);
    return Math.max(0, this.quota - this.#sum);
  }

  /** The last times, oldest first, that count at `at`; at most so many. A step's calls count as made at its end, or now: later than they were, so never too many. */
  history(at: number, most: number): number[] {
    this.#forget(at);
    const times: number[] = [];
    for (let step = this.#step; step > this.#step - STEPS && times.length < most; step -= 1) {
      const count = Math.min(this.#counts[slot(step)] ?? 0, most - times.length);
      for (let call = 0; call < count; call += 1) times.push(Math.min(step + 1, Math.max(at, step)));
    }
    return times.reverse();
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
