import { compileRouter, type Router } from "../paths";
import type { ProductEntry } from "../ports";

const RETRY_MS = 1000;

/**
 * The products as the edge knows them now. Reads happen one at a time; a change during a read causes another one, and a read
 * that fails is repeated every second while the products known before stay in force.
 */
export class Catalog {
  readonly #read: () => Promise<readonly ProductEntry[]>;
  #router: Router = compileRouter([]).router;
  #products: readonly ProductEntry[] = [];
  #running: Promise<void> | undefined;
  #isWanted = false;
  #retry: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(read: () => Promise<readonly ProductEntry[]>) {
    this.#read = read;
  }

  get router(): Router {
    return this.#router;
  }

  get products(): readonly ProductEntry[] {
    return this.#products;
  }

  /** Reads all products. Rejects when they cannot be read; then nothing has changed and a retry is on its way. */
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
        this.#adopt(await this.#read());
      }
    } catch (cause) {
      if (!this.#isStopped) this.#retry = setTimeout(() => this.refreshInBackground(), RETRY_MS).unref();
      throw cause;
    }
  }

  #adopt(products: readonly ProductEntry[]): void {
    const { router, faults } = compileRouter(products);
    for (const { pattern, reason } of faults) {
      process.emitWarning(`The path pattern ${pattern} is not in force: ${reason}`, "EdgeCatalog");
    }
    this.#products = products;
    this.#router = router;
  }
}
