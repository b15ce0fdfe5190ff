/** How an admitted call ended. */
export type CallEnd = {
  /** It was refused after all, or we failed: it costs no quota. */
  readonly isRefunded: boolean;
  /** Of request and answer bodies together. */
  readonly bytes: number;
};

/** A limit that has to hear of the end of the calls it admitted. */
export interface Endable {
  end(end: CallEnd): void;
}

/**
 * What an admitted call holds until it has ended: its place among the calls under way, and the quota it gets back if it
 * was for nothing.
 */
export class CallLease {
  readonly #parts: readonly Endable[];
  #isOpen = true;

  constructor(parts: readonly Endable[]) {
    this.#parts = parts;
  }

  /** Ends it, however the call ended. The first call counts, later ones do nothing. */
  end(end: CallEnd): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    for (const part of this.#parts) part.end(end);
  }
}
