const SPAN_MS = 1000;

/** A log: the latest time gone by, its quota, where its ring stands, and then the ring of times. */
const QUOTA = 1;
const RING = 2;
const TIMES = 3;
/** Eight numbers of 8 bytes are what a processor fetches at once: a log of up to five calls is one fetch. */
const LINE = 8;
const FIRST_CAPACITY = LINE - TIMES;

/** Place of the oldest time, number of times and capacity lie in one number, ten bits each. */
const BITS = 10;
const MASK = (1 << BITS) - 1;

/** The largest quota whose ring can be told in so many bits. */
export const EXACT_UP_TO_QPS = 1000;

/**
 * Exact sliding logs of many keys in one piece of memory: at most `quota` calls in any span of one second, open at its
 * end, and never fewer than a greedy log admits.
 *
 * A log is a place, a number: it holds the times of its admissions in a ring that grows by doubling up to the quota, so a
 * rarely used key stays small. Times a second old are dropped when their room is wanted or their number asked for, each
 * written once and dropped once: O(1) per call over any run of calls. A clock that went backwards counts as the latest
 * time gone by. Memory is given back all at once, by forgetting the whole.
 */
export class ExactLogs {
  #memory: Float64Array;
  #used = 0;

  /** @param size How much is probably needed, in numbers; it grows by doubling. */
  constructor(size = LINE) {
    this.#memory = new Float64Array(size);
  }

  /** A new, empty log. @param quota Calls per second, up to {@link EXACT_UP_TO_QPS}. */
  open(quota: number): number {
    const log = this.#reserve(Math.min(FIRST_CAPACITY, quota));
    this.#memory[log] = Number.NEGATIVE_INFINITY;
    this.#memory[log + QUOTA] = quota;
    return log;
  }

  /** The quota of a log; -1 once it was closed. */
  quotaOf(log: number): number {
    return this.#memory[log + QUOTA] ?? -1;
  }

  /** Whoever still remembers the place finds nothing there. */
  close(log: number): void {
    this.#memory[log + QUOTA] = -1;
  }

  /** Milliseconds until a call fits, 0 when it fits now. */
  waitMs(log: number, at: number): number {
    const memory = this.#memory;
    const quota = memory[log + QUOTA] ?? 0;
    // While there is room beside all times noted, nobody has to look which of them still count.
    if (sizeOf(memory[log + RING] ?? 0) < quota) return 0;
    if (quota === 0) return SPAN_MS;
    const now = this.#forget(log, at);
    const ring = memory[log + RING] ?? 0;
    if (sizeOf(ring) < quota) return 0;
    // Rounding must not turn the smallest wait into none.
    return Math.max((memory[log + TIMES + oldestOf(ring)] ?? now) + SPAN_MS - now, Number.MIN_VALUE);
  }

  /** Notes a call. The log it is in from now on: a ring that grew has moved. */
  take(log: number, at: number): number {
    const ring = this.#memory[log + RING] ?? 0;
    if (sizeOf(ring) === capacityOf(ring)) {
      this.#forget(log, at);
      if (sizeOf(this.#memory[log + RING] ?? 0) === capacityOf(ring)) {
        const grown = this.#move(this, log, capacityOf(ring) * 2 + TIMES);
        this.close(log);
        this.#push(grown, at);
        return grown;
      }
    }
    this.#push(log, at);
    return log;
  }

  /** Calls that would fit now. */
  remaining(log: number, at: number): number {
    this.#forget(log, at);
    return Math.max(0, this.quotaOf(log) - sizeOf(this.#memory[log + RING] ?? 0));
  }

  /** Copies a log of other memory and returns its place here. */
  adopt(from: ExactLogs, log: number): number {
    return this.#move(from, log, capacityOf(from.#memory[log + RING] ?? 0));
  }

  /** The last times, oldest first, that count at `at`; at most so many. */
  history(log: number, at: number, most: number): number[] {
    this.#forget(log, at);
    const ring = this.#memory[log + RING] ?? 0;
    const keep = Math.min(sizeOf(ring), most);
    return Array.from({ length: keep }, (_, index) => {
      const place = (oldestOf(ring) + sizeOf(ring) - keep + index) % capacityOf(ring);
      return this.#memory[log + TIMES + place] ?? at;
    });
  }

  /** Numbers given out. */
  get used(): number {
    return this.#used;
  }

  #push(log: number, at: number): void {
    const memory = this.#memory;
    const ring = memory[log + RING] ?? 0;
    const capacity = capacityOf(ring);
    let place = oldestOf(ring) + sizeOf(ring);
    if (place >= capacity) place -= capacity;
    const now = Math.max(at, memory[log] ?? at);
    memory[log] = now;
    memory[log + TIMES + place] = now;
    memory[log + RING] = ring + (1 << BITS);
  }

  /** Drops what is a second old and returns the time to go by. */
  #forget(log: number, at: number): number {
    const memory = this.#memory;
    const now = Math.max(at, memory[log] ?? at);
    const limit = now - SPAN_MS;
    memory[log] = now;
    const ring = memory[log + RING] ?? 0;
    const capacity = capacityOf(ring);
    let oldest = oldestOf(ring);
    let size = sizeOf(ring);
    while (size > 0 && (memory[log + TIMES + oldest] ?? limit) <= limit) {
      oldest = oldest + 1 === capacity ? 0 : oldest + 1;
      size -= 1;
    }
    memory[log + RING] = ringOf(oldest, size, capacity);
    return now;
  }

  #move(from: ExactLogs, log: number, wanted: number): number {
    const moved = this.#reserve(Math.min(wanted, from.quotaOf(log)));
    // Only now: `from` may be this, and its memory another one since it grew.
    const [source, memory] = [from.#memory, this.#memory];
    const ring = source[log + RING] ?? 0;
    memory[moved] = source[log] ?? Number.NEGATIVE_INFINITY;
    memory[moved + QUOTA] = source[log + QUOTA] ?? 0;
    for (let index = 0; index < sizeOf(ring); index += 1) {
      let place = oldestOf(ring) + index;
      if (place >= capacityOf(ring)) place -= capacityOf(ring);
      memory[moved + TIMES + index] = source[log + TIMES + place] ?? Number.NEGATIVE_INFINITY;
    }
    memory[moved + RING] = ringOf(0, sizeOf(ring), capacityOf(memory[moved + RING] ?? 0));
    return moved;
  }

  #reserve(capacity: number): number {
    const log = this.#used;
    this.#used += Math.ceil((TIMES + capacity) / LINE) * LINE;
    if (this.#used > this.#memory.length) {
      const grown = new Float64Array(Math.max(this.#used, this.#memory.length * 2));
      grown.set(this.#memory);
      this.#memory = grown;
    }
    this.#memory[log + RING] = ringOf(0, 0, capacity);
    return log;
  }
}

function ringOf(oldest: number, size: number, capacity: number): number {
  return oldest | (size << BITS) | (capacity << (2 * BITS));
}

function oldestOf(ring: number): number {
  return ring & MASK;
}

function sizeOf(ring: number): number {
  return (ring >> BITS) & MASK;
}

function capacityOf(ring: number): number {
  return ring >> (2 * BITS);
}
