import type { ClassUse, QuotaSeeds } from "../limits/counter-store";
import { scopeOfUse } from "../limits/quota-accounts";
import { amountOf, type Weight } from "../limits/quota-count";
import type { Ruling } from "../limits/rulings";
import type { HeldQuota } from "./held-quota";

export type Contribution = {
  readonly quota: HeldQuota;
  readonly ruling: Ruling;
  readonly orgId: string;
  /** Null: nothing was used before. */
  readonly seeds: QuotaSeeds | null;
  readonly classOf: (id: string) => Weight | undefined;
  readonly send: (argument: object) => Promise<unknown>;
  readonly now: number;
};

/**
 * Brings into a quota's shared count what is not in it: after Redis forgot, or when the quota is new. What the rollups
 * hold is the same for all; what waits in this instance's journals, what it holds and what is under way only it knows.
 */
export async function contribute({
  quota,
  ruling,
  orgId,
  seeds,
  classOf,
  send,
  now,
}: Contribution): Promise<void> {
  const { start, end } = quota.span;
  // First: a call that ends meanwhile is then counted twice rather than not at all.
  const own = { [quota.className]: quota.unreported };
  const past = await seeds?.used(scopeOfUse(ruling, orgId), start, Math.min(end, now + 1));
  const waiting = amountsOf(past?.waiting ?? [], ruling);
  const counted = amountsOf(past?.counted ?? [], ruling);
  const weights: Record<string, string> = {};
  if (ruling.unit === "transactions") {
    for (const id of [...Object.keys(waiting), ...Object.keys(counted)]) {
      const weight = classOf(id);
      if (weight !== undefined) weights[id] = `${weight.weightRequests}/${weight.weightTransactions}`;
    }
  }
  quota.epoch = String(await send({ ends: end, counted, waiting, own, weights }));
}

/** By class where classes matter, else under `""`. */
function amountsOf(uses: readonly ClassUse[], { unit }: Ruling): Record<string, number> {
  const amounts: Record<string, number> = {};
  for (const use of uses) {
    const name = unit === "transactions" ? use.classId : "";
    amounts[name] = (amounts[name] ?? 0) + amountOf(use, unit);
  }
  return amounts;
}
