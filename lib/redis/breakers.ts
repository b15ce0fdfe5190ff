const PROBE_EVERY_MS = 250;

type Breaker = { probing: NodeJS.Timeout };

/**
 * Which nodes of Redis are away. One that failed is left alone until a probe, four times a second, succeeds: nobody waits
 * for it but the calls that were under way when it went.
 */
export class Breakers {
  readonly #open = new Map<string, Breaker>();
  readonly #onChange: (node: string, isAway: boolean) => void;

  constructor(onChange: (node: string, isAway: boolean) => void) {
    this.#onChange = onChange;
  }

  isAway(node: string): boolean {
    return this.#open.size > 0 && this.#open.has(node);
  }

  /** Nodes that are away now. */
  get away(): number {
    return this.#open.size;
  }

  /** @param probe Resolves once the node answers as it should. */
  fail(node: string, probe: () => Promise<unknown>): void {
    if (this.#open.has(node)) return;
    let isRunning = false;
    const probing = setInterval(() => {
      if (isRunning) return;
      isRunning = true;
      probe().then(
        () => this.#close(node),
        () => {
          isRunning = false;
        },
      );
    }, PROBE_EVERY_MS);
    probing.unref();
    this.#open.set(node, { probing });
    this.#onChange(node, true);
  }

  stop(): void {
    for (const { probing } of this.#open.values()) clearInterval(probing);
    this.#open.clear();
  }

  #close(node: string): void {
    const breaker = this.#open.get(node);
    if (breaker === undefined) return;
    clearInterval(breaker.probing);
    this.#open.delete(node);
    this.#onChange(node, false);
  }
}
