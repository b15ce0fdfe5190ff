import type { Limit } from "./limit";
import { TimeBlocks } from "./time-blocks";

const SPAN_MS = 1000;
/** With the time before it 64 bytes, which is what a processor fetches at once. */
const FIRST_CAPACITY = 7;

/** Where the limiter keeps a window: in the generation of that number, under that endpoint class. */
export type Shelf = { readonly generation: number; readonly classId: string };

/** Where a window is that nobody keeps. */
export const UNFILED: Shelf = { generation: -1, classId: "" };

/**
 * Exact sliding log: at most `quota` calls in any span of one second, open at its end, and never fewer than a greedy log admits.
 *
 * Keeps the times of admissions in a ring that grows by doubling up to `quota`: a rarely used key stays small. Times a
 * second old are dropped when their place is wanted or their number asked for, each written once and dropped once: O(1)
 * per call over any run of calls. A clock handed in that went backwards counts as the latest time gone by. When its
 * blocks are dropped, it has forgotten everything.
 */
export class ExactWindow implements Limit {
  /** The limiter's own note of where this window is filed. */
  shelf = UNFILED;
  readonly quota: number;
  /** Of `#capacity` places; before its first stands the latest time gone by. */
  #ringAt: number;
  #capacity: number;
  #oldest = 0;
  #size = 0;
  #blocks: TimeBlocks;

  constructor(quota: number, blocks = new TimeBlocks(FIRST_CAPACITY + 1)) {
    this.quota = quota;
    this.#blocks = blocks;
    this.#capacity = Math.min(FIRST_CAPACITY, quota);
    this.#ringAt = blocks.reserve(this.#capacity + 1) + 1;
    blocks.times[this.#ringAt - 1] = Number.NEGATIVE_INFINITY;
  }

  get policy(): "qps" {
    return "qps";
  }

  get windowSeconds(): number {
    return 1;
  }

  waitMs(at: number): number {
    // While there is room beside all times noted, nobody has to look which of them still count.
    if (this.#size < this.quota) return 0;
    const now = this.#forget(at);
    if (this.#size < this.quota) return 0;
    return this.quota === 0 ? SPAN_MS : this.#time(this.#oldest, now) + SPAN_MS - now;
  }

  take(at: number): void {
    if (this.#size === this.#capacity) {
      this.#forget(at);
      if (this.#size === this.#capacity) this.#moveTo(this.#blocks, Math.max(1, this.#capacity * 2));
    }
    const { times } = this.#blocks;
    const ringAt = this.#ringAt;
    let place = this.#oldest + this.#size;
    if (place >= this.#capacity) place -= this.#capacity;
    const latest = times[ringAt - 1] ?? at;
    const now = Math.max(at, latest);
    times[ringAt - 1] = now;
    times[ringAt + place] = now;
    this.#size += 1;
  }

  remaining(at: number): number {
    this.#forget(at);
    return Math.max(0, this.quota - this.#size);
  }

  /** The same history under another quota: a changed limit holds from the next call on. */
  withQuota(quota: number, at: number, blocks?: TimeBlocks): QpsWindow {
    const now = this.#forget(at);
    const next = qpsWindow(quota, blocks);
    const keep = Math.min(this.#size, quota);
    for (let index = this.#size - keep; index < this.#size; index += 1) {
      next.take(this.#time((this.#oldest + index) % this.#capacity, now));
    }
    return next;
  }

  /** Keeps its times there from now on. */
  moveTo(blocks: TimeBlocks): void {
    this.#moveTo(blocks, this.#capacity);
  }

  #time(place: number, otherwise: number): number {
    return this.#blocks.times[this.#ringAt + place] ?? otherwise;
  }

  /** Drops what is a second old and returns the time to go by. */
  #forget(at: number): number {
    const { times } = this.#blocks;
    const ringAt = this.#ringAt;
    const now = Math.max(at, times[ringAt - 1] ?? at);
    const limit = now - SPAN_MS;
    times[ringAt - 1] = now;
    while (this.#size > 0 && (times[ringAt + this.#oldest] ?? limit) <= limit) {
      this.#oldest = this.#oldest + 1 === this.#capacity ? 0 : this.#oldest + 1;
      this.#size -= 1;
    }
    return now;
  }

  #moveTo(blocks: TimeBlocks, wanted: number): void {
    const capacity = Math.min(wanted, this.quota);
    const ringAt = blocks.reserve(capacity + 1) + 1;
    const from = this.#blocks.times;
    const { times } = blocks;
    times[ringAt - 1] = from[this.#ringAt - 1] ?? Number.NEGATIVE_INFINITY;
    for (let index = 0; index < this.#size; index += 1) {
      let place = this.#oldest + index;
      if (place >= this.#capacity) place -= this.#capacity;
      times[ringAt + index] = from[this.#ringAt + place] ?? Number.NEGATIVE_INFINITY;
    }
    this.#blocks = blocks;
    this.#ringAt = ringAt;
    this.#capacity = capacity;
    this.#oldest = 0;
  }
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
  shelf = UNFILED;
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
  withQuota(quota: number, at: number, blocks?: TimeBlocks): QpsWindow {
    this.#forget(at);
    const next = qpsWindow(quota, blocks);
    const times: number[] = [];
    for (let step = this.#step; step > this.#step - STEPS && times.length < quota; step -= 1) {
      // A step's calls count as made at its end, or its now: later than they were, so never too many.
      const count = Math.min(this.#counts[slot(step)] ?? 0, quota - times.length);
      for (let call = 0; call < count; call += 1) times.push(Math.min(step + 1, Math.max(at, step)));
    }
    for (const time of times.reverse()) next.take(time);
    return next;
  }

  /** Its counts are its own: constant, and too large to be copied about. */
  moveTo(): void {}

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

/** The window for a quota of calls per second; its times lie in `blocks`, or in a block of its own. */
export function qpsWindow(quota: number, blocks?: TimeBlocks): QpsWindow {
  return quota > EXACT_UP_TO_QPS ? new SteppedWindow(quota) : new ExactWindow(quota, blocks);
}
