/** What a plan asks for calls of one endpoint class, per calendar month. */
export type Price = { readonly perThousandMicros: number; readonly included: number };

/**
 * What so many transactions of a month cost: those beyond the included ones, by the thousand. Millionths of the currency, rounded
 * to whole ones.
 */
export function costOf(transactions: number, { perThousandMicros, included }: Price): number {
  return Math.round((Math.max(0, transactions - included) * perThousandMicros) / 1_000);
}
