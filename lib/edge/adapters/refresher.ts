const RETRY_MS = 1000;

/**
 * Reads something again whenever it may have changed: one read at a time, once more if a change came during it, and
 * every second after a failure until it works. What was read before stays in force meanwhile.
 */
export class Refresher {
  readonly #read: () => Promise<void>;
  #running: Promise<void> | undefined;
  #isWanted = false;
  #retry: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(read: () => Promise<void>) {
    this.#read = read;
  }

  /** Reads now. Rejects when that fails; a retry is then on its way. */
  refresh(): Promise<void> {
    this.#isWanted = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Reads again soon; failures are retried and nobody waits. */
  refreshInBackground(): void {
    this.refresh().catch(() => undefined);
  }

  /** No more retries. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#retry);
  }

  async #run(): Promise<void> {
    clearTimeout(this.#retry);
    try {
      while (this.#isWanted) {
        this.#isWanted = false;
        await this.#read();
      }
    } catch (cause) {
      if (!this.#isStopped) this.#retry = setTimeout(() => this.refreshInBackground(), RETRY_MS).unref();
      throw cause;
    }
  }
}
