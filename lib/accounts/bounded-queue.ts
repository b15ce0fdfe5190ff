import { DomainError } from "@/lib/errors/domain-error";

type Limits = { atOnce: number; waiting: number };

/** Runs at most `atOnce` jobs at a time and lets at most `waiting` queue up, first come, first served. */
export class BoundedQueue {
  readonly #limits: Limits;
  readonly #queue: (() => void)[] = [];
  #running = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** @throws {DomainError} `too_many_attempts` at once when the queue is full. */
  async run<T>(job: () => Promise<T>): Promise<T> {
    if (this.#running < this.#limits.atOnce) {
      this.#running += 1;
    } else {
      if (this.#queue.length >= this.#limits.waiting) {
        throw new DomainError("too_many_attempts", { retryAfterSeconds: 5 });
      }
      // The slot is handed over by whoever finishes, so that no newcomer takes it in between.
      await new Promise<void>((resume) => this.#queue.push(resume));
    }
    try {
      return await job();
    } finally {
      const next = this.#queue.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}
