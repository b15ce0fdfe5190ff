import { compileRouter, type Router } from "../paths";
import type { ClassEntry, ProductEntry } from "../ports";
import type { ReadProduct } from "./postgres-products";
import { Refresher } from "./refresher";

/**
 * The products as the edge knows them now. Reads happen one at a time; a change during a read causes another one, and a read
 * that fails is repeated every second while the products known before stay in force.
 */
export class Catalog {
  #router: Router = compileRouter([]).router;
  #products: readonly ReadProduct[] = [];
  readonly #refresher: Refresher;

  constructor(read: () => Promise<readonly ReadProduct[]>) {
    this.#refresher = new Refresher(async () => this.#adopt(await read()));
  }

  get router(): Router {
    return this.#router;
  }

  get products(): readonly ProductEntry[] {
    return this.#products;
  }

  /** Version of each product by its ID: how others see what this edge goes by. */
  get versions(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#products.map(({ id, version }) => [id, version]));
  }

  classOf(id: string): ClassEntry | undefined {
    for (const { classes } of this.#products) {
      const found = classes.find((endpointClass) => endpointClass.id === id);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Reads all products. Rejects when they cannot be read; then nothing has changed and a retry is on its way. */
  refresh(): Promise<void> {
    return this.#refresher.refresh();
  }

  /** Reads again soon; failures are retried and nobody waits. */
  refreshInBackground(): void {
    this.#refresher.refreshInBackground();
  }

  /** No more retries. */
  stop(): void {
    this.#refresher.stop();
  }

  #adopt(products: readonly ReadProduct[]): void {
    const { router, faults } = compileRouter(products);
    for (const { pattern, reason } of faults) {
      process.emitWarning(`The path pattern ${pattern} is not in force: ${reason}`, "EdgeCatalog");
    }
    this.#products = products;
    this.#router = router;
  }
}
