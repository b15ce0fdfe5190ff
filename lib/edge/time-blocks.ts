const FIRST_LENGTH = 64;
const NOTHING = new Float64Array(0);

/**
 * Room for times, given out in blocks and given back all at once.
 *
 * One piece of memory for the windows of many keys: from a window to its times it is one step, where an array of its
 * own would be two, and with many keys each step is a place in memory the processor has to wait for.
 */
export class TimeBlocks {
  /** Replaced when it grows: never keep it beyond a call. Empty once dropped. */
  times: Float64Array;
  #used = 0;

  /** @param length How much is probably needed; it grows by doubling. */
  constructor(length = FIRST_LENGTH) {
    this.times = new Float64Array(length);
  }

  /** Where a new block of so many times begins. Holds zeros. */
  reserve(length: number): number {
    const base = this.#used;
    this.#used += length;
    if (this.#used > this.times.length) {
      const grown = new Float64Array(Math.max(this.#used, this.times.length * 2));
      grown.set(this.times);
      this.times = grown;
    }
    return base;
  }

  /** Gives everything back, whoever may still remember a block. */
  drop(): void {
    this.times = NOTHING;
  }

  /** Times given out. */
  get used(): number {
    return this.#used;
  }
}
