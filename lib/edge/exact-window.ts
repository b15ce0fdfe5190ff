import { ExactLogs } from "./exact-logs";
import type { Limit } from "./limit";

/** One exact sliding log by itself: the limit of something there is only one of. */
export class ExactWindow implements Limit {
  readonly policy = "qps";
  readonly windowSeconds = 1;
  readonly quota: number;
  readonly #logs = new ExactLogs();
  #log: number;

  constructor(quota: number) {
    this.quota = quota;
    this.#log = this.#logs.open(quota);
  }

  waitMs(at: number): number {
    return this.#logs.waitMs(this.#log, at);
  }

  take(at: number): void {
    this.#log = this.#logs.take(this.#log, at);
  }

  remaining(at: number): number {
    return this.#logs.remaining(this.#log, at);
  }
}
