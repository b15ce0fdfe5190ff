import { monitorEventLoopDelay } from "node:perf_hooks";
import { type LoadGauge, nextLevel } from "../limits/shedding";

const RESOLUTION_MS = 10;
const EVERY_MS = 250;

/**
 * Watches how late the event loop runs, four times a second, and turns it into a shedding level.
 *
 * Goes by the median of the delays in a quarter of a second: one long task is no overload.
 */
export class LoopDelay implements LoadGauge {
  readonly #histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  readonly #timer: NodeJS.Timeout;
  #level = 0;

  constructor() {
    this.#histogram.enable();
    this.#timer = setInterval(() => this.#look(), EVERY_MS);
    this.#timer.unref();
  }

  get level(): number {
    return this.#level;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#histogram.disable();
  }

  #look(): void {
    const medianMs = this.#histogram.percentile(50) / 1e6 - RESOLUTION_MS;
    // A loop blocked for the whole time has counted nothing, or one huge delay.
    this.#level = nextLevel(this.#level, Math.max(0, medianMs));
    this.#histogram.reset();
  }
}
