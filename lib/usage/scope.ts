/** Rows a view is about: one org's, in `[fromMs, toMs)`, of these keys and products (none named: all). */
export type UsageScope = {
  orgId: string;
  fromMs: number;
  toMs: number;
  keys: readonly string[];
  products: readonly string[];
};

/** A database count as a number. @throws {RangeError} Beyond 2^53, where a number would no longer be exact. */
export function toCount(value: string): number {
  const count = Number(value);
  if (!Number.isSafeInteger(count)) throw new RangeError("A count does not fit into a number");
  return count;
}
