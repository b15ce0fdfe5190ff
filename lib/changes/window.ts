import type { Change } from "./change";

/**
 * Decides which rows of the change log are news.
 *
 * Rows become visible in the order of commits, not of their IDs, so "everything after the last ID" would lose some. Every
 * row that may still be joined by an older one is read again, and remembered here, so that it is announced once.
 */
export class ChangeWindow {
  #position = 0n;
  readonly #announced = new Map<bigint, bigint>();

  /** Every change of a transaction below this is announced. Never moves back. */
  get position(): bigint {
    return this.#position;
  }

  /** The changes among these that were not announced yet, in the order given; from now on they were. */
  takeNew(changes: readonly Change[]): Change[] {
    const fresh = changes.filter(({ id, xid }) => xid >= this.#position && !this.#announced.has(id));
    for (const { id, xid } of fresh) this.#announced.set(id, xid);
    return fresh;
  }

  /** Moves on to `xmin`: everything below it is decided and was read. What lies behind is forgotten. */
  moveTo(xmin: bigint): void {
    if (xmin <= this.#position) return;
    this.#position = xmin;
    for (const [id, xid] of this.#announced) if (xid < xmin) this.#announced.delete(id);
  }
}
