import { HOUR_MS } from "@/lib/usage/units";

/** One call as it has to be counted. IDs are `""` where a call belongs to none. */
export type Fact = {
  readonly requestId: string;
  readonly orgId: string;
  readonly keyId: string;
  readonly productId: string;
  /** Any time of the minute or, where only that is known, of the hour in which it was made. */
  readonly at: number;
  readonly status: number;
  readonly code: string;
  readonly country: string;
  readonly agent: string;
  /** 0 when nobody measured it. */
  readonly latencyMs: number;
};

/** How many calls bear each name. */
export function countBy(
  facts: readonly Fact[],
  nameOf: (fact: Fact) => string | number,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const fact of facts) {
    const name = String(nameOf(fact));
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

export function hourOf({ at }: Pick<Fact, "at">): number {
  return Math.floor(at / HOUR_MS) * HOUR_MS;
}

/** Nearest rank, of the numbers themselves: what a histogram may differ from by its accuracy. */
export function exactQuantile(numbers: readonly number[], part: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil(part * sorted.length)) - 1] ?? Number.NaN;
}
