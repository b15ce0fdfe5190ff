import type { ClassEntry, LimitEntry } from "../ports";
import type { ClassUse } from "./counter-store";
import type { Span } from "./period";

/** How requests of a class make transactions: `weightRequests` requests are `weightTransactions` transactions. */
export type Weight = Pick<ClassEntry, "id" | "weightRequests" | "weightTransactions">;

/**
 * What was used of one quota in one period.
 *
 * Requests and bytes are counted as they are. Transactions are derived from the requests of each class, rounded up per
 * class and period, so that fifteen of fifteen tiles cost one transaction and the sixteenth begins the next.
 */
export class QuotaCount {
  readonly span: Span;
  readonly #unit: LimitEntry["unit"];
  readonly #byClass = new Map<string, number>();
  #used = 0;

  constructor(unit: LimitEntry["unit"], span: Span) {
    this.#unit = unit;
    this.span = span;
  }

  get used(): number {
    return this.#used;
  }

  /** What one more request of this class would cost: whole units, 0 when it fits into one already begun. */
  costOf(weight: Weight): number {
    if (this.#unit !== "transactions") return 1;
    const count = this.#byClass.get(weight.id) ?? 0;
    return transactionsOf(count + 1, weight) - transactionsOf(count, weight);
  }

  /** Adds requests of a class, or bytes; takes them back when negative. Never falls below nothing. */
  add(weight: Weight, amount: number): void {
    if (this.#unit !== "transactions") {
      this.#used = Math.max(0, this.#used + amount);
      return;
    }
    const before = this.#byClass.get(weight.id) ?? 0;
    const after = Math.max(0, before + amount);
    this.#byClass.set(weight.id, after);
    this.#used += transactionsOf(after, weight) - transactionsOf(before, weight);
  }
}

/** Requests as transactions, rounded up. */
export function transactionsOf(requests: number, { weightRequests, weightTransactions }: Weight): number {
  return Math.ceil((requests * weightTransactions) / weightRequests);
}

/** What a record of past use adds to a quota in this unit. */
export function amountOf(use: ClassUse, unit: LimitEntry["unit"]): number {
  return unit === "bytes" ? use.bytes : use.requests;
}
