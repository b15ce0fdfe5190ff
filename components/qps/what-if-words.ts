import { formatExact } from "@/components/ui/format-number";
import type { Demand } from "@/lib/qps/demand";
import { type WhatIf, whatIf } from "@/lib/qps/what-if";

/** How long the calls were looked at: "7 days", "20 hours". */
export function spanWords({ from, to }: Pick<Demand, "from" | "to">): string {
  const hours = Math.max(1, Math.round((to - from) / 3_600));
  if (hours < 48) return hours === 1 ? "hour" : `${hours} hours`;
  return `${Math.round(hours / 24)} days`;
}

export const calls = (count: number) => (count === 1 ? "1 call" : `${formatExact(count)} calls`);

/** What another limit would have done, in a sentence: "25 QPS would have cut 1,204 refused calls to 3." */
export function whatIfSentence(now: WhatIf, then: WhatIf): string {
  const limit = `${formatExact(then.limit)} QPS`;
  if (then.limit === now.limit) return `${limit} is what holds now.`;
  if (now.breaches === then.breaches) {
    return now.breaches === 0
      ? `${limit} would have refused nothing, as ${formatExact(now.limit)} did.`
      : `${limit} would have changed nothing: ${calls(now.breaches)} refused, the same as now.`;
  }
  if (then.breaches < now.breaches) {
    return then.breaches === 0
      ? `${limit} would have let through all ${calls(now.breaches)} that ${formatExact(now.limit)} QPS refuses.`
      : `${limit} would have cut ${formatExact(now.breaches)} refused calls to ${formatExact(then.breaches)}.`;
  }
  return now.breaches === 0
    ? `${limit} would have refused ${calls(then.breaches)} that ${formatExact(now.limit)} QPS lets through.`
    : `${limit} would have refused ${calls(then.breaches)} instead of ${formatExact(now.breaches)}.`;
}

/** The lowest limit that would have refused nothing, at or above the peak; `null` without a call. */
export function lowestWithoutRefusal(demand: Demand): number | null {
  if (demand.peak === 0) return null;
  let [low, high] = [0, demand.peak];
  while (whatIf(demand, high).breaches > 0) [low, high] = [high, high * 2];
  while (high - low > 1) {
    const middle = Math.ceil((low + high) / 2);
    if (whatIf(demand, middle).breaches > 0) low = middle;
    else high = middle;
  }
  return high;
}
