import { PERIOD_WORDS, UNIT_WORDS } from "@/components/keys/limit-words";
import { formatBytes, formatCompact, formatExact } from "@/components/ui/format-number";
import type { QuotaUse } from "@/lib/usage/cycle-schemas";

/** `Transactions per month of the organization`. */
export function quotaTitle({ unit, kind, of, className }: QuotaUse): string {
  const words = `${UNIT_WORDS[unit]} ${PERIOD_WORDS[kind]}${className === null ? "" : `, ${className} only`}`;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} of the ${of}`;
}

/** An amount in a quota's unit, to the unit. */
export function quotaAmount(unit: QuotaUse["unit"], amount: number): string {
  return unit === "bytes" ? formatBytes(amount) : formatExact(Math.round(amount));
}

/** The same, for an axis. */
export function quotaAmountShort(unit: QuotaUse["unit"], amount: number): string {
  return unit === "bytes" ? formatBytes(amount).replace(".0 ", " ") : formatCompact(amount);
}
