import { formatCompact, formatExact } from "@/components/ui/format-number";
import { formatMoney, formatMoneyShort } from "@/lib/std/money";
import type { BillingCycle } from "@/lib/usage/cycle-schemas";

/** `March 2026`. */
export function monthWords(month: string): string {
  return new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" }).format(
    Date.parse(`${month}-01T00:00:00Z`),
  );
}

/** `12,431 transactions, about €12.40`. */
export function spentWords({ currency, transactions, costMicros }: BillingCycle): string {
  const counted = `${formatExact(transactions)} ${transactions === 1 ? "transaction" : "transactions"}`;
  return currency === null ? counted : `${counted}, about ${formatMoney(costMicros, currency)}`;
}

/** `about 40,000, or €41.20, at the end of the month if calls go on as they did`. */
export function expectedWords(billing: BillingCycle): string {
  const { currency, expectedTransactions, expectedCostMicros } = billing;
  const cost = currency === null ? "" : `, or ${formatMoney(expectedCostMicros, currency)},`;
  return `about ${formatExact(expectedTransactions)}${cost} at the end of the month if calls go on as they did`;
}

/** How the chart of a cycle writes its values. */
export function cycleFormat(currency: string | null) {
  if (currency === null) return { short: formatCompact, exact: formatExact };
  return {
    short: (micros: number) => formatMoneyShort(micros, currency),
    exact: (micros: number) => formatMoney(micros, currency),
  };
}
