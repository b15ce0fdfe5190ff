import type { PoolClient } from "pg";
import type { Weight } from "@/lib/edge/limits/quota-count";
import type { PriceList } from "@/lib/plans/prices-of";
import { admittedByClass } from "./admitted";
import { burnDown, type ClassUse, usedBy } from "./burn-down";
import type { ClassName } from "./class-names";
import { costOf } from "./cost";
import type { BillingCycle } from "./cycle-schemas";
import { expectedUse } from "./expected-use";
import { periodAt } from "./period";

type Terms = PriceList & { budgetMicros: number | null };

/**
 * A billing cycle of an organization: the transactions of a calendar month (UTC), and what they cost by the price list that its
 * plan has now. An estimate: what is agreed beside the plan has no part in it.
 *
 * @param month As `Month`; one that has begun.
 */
export async function billingCycle(
  client: PoolClient,
  orgId: string,
  month: string,
  terms: Terms,
  names: ReadonlyMap<string, ClassName>,
  nowMs: number,
): Promise<BillingCycle> {
  const period = periodAt("month", Date.parse(`${month}-01T00:00:00Z`));
  const { starts, endMs } = period;
  const isOver = endMs <= nowMs;
  // The last moment of a month that is over stands for now: nothing is expected of it any more.
  const at = isOver ? endMs - 1 : nowMs;
  const known = [...period.before, ...starts.filter((start) => start <= at)];
  const scope = { orgId, keys: [], products: [], fromMs: known[0] ?? at, toMs: at + 1 };
  const admitted = await admittedByClass(client, scope, known);
  const weightOf = (id: string): Weight => names.get(id) ?? { id, weightRequests: 1, weightTransactions: 1 };
  const { counted, expected } = expectedUse(period, admitted, weightOf, at);
  const foreseen = isOver ? counted : expected;
  const last = starts.length - 1;
  const running = starts.findLastIndex((start) => start <= at);
  const { currency, prices, budgetMicros } = terms;
  const classes = counted
    .map((one) => billed(one, terms, names))
    .filter(({ requests }) => requests > 0)
    .sort((a, b) => b.costMicros - a.costMicros || b.transactions - a.transactions);
  const costs = (use: readonly ClassUse[]) => {
    const sums = new Array<number>(starts.length).fill(0);
    for (const one of use) {
      const price = prices.get(one.weight.id);
      if (price === undefined) continue;
      usedBy("transactions", [one], starts.length).forEach((transactions, i) => {
        sums[i] = (sums[i] ?? 0) + costOf(transactions, price);
      });
    }
    return sums;
  };
  const transactions = usedBy("transactions", counted, starts.length);
  const expectedTransactions = usedBy("transactions", foreseen, starts.length);
  const [spent, toSpend] = [costs(counted), costs(foreseen)];
  const [now, then] = currency === null ? [transactions, expectedTransactions] : [spent, toSpend];
  const reached =
    budgetMicros === null || currency === null || isOver
      ? null
      : burnDown(budgetMicros, { starts, endMs, nowMs: at }, toSpend, spent[running] ?? 0).runsOutMs;
  return {
    month,
    from: new Date(starts[0] ?? at).toISOString(),
    to: new Date(endMs).toISOString(),
    isOver,
    currency,
    classes,
    transactions: transactions[last] ?? 0,
    costMicros: spent[last] ?? 0,
    expectedTransactions: Math.round(expectedTransactions[last] ?? 0),
    expectedCostMicros: toSpend[last] ?? 0,
    budgetMicros,
    budgetReachedAt: reached === null ? null : new Date(reached).toISOString(),
    starts: [...starts],
    soFar: starts.map((_, i) => (i <= running ? (now[i] ?? 0) : null)),
    ahead: starts.map((_, i) => (isOver || i < running ? null : ((i === running ? now : then)[i] ?? 0))),
  };
}

function billed(
  use: ClassUse,
  { currency, prices }: Terms,
  names: ReadonlyMap<string, ClassName>,
): BillingCycle["classes"][number] {
  const { id } = use.weight;
  const price = currency === null ? undefined : prices.get(id);
  const transactions = usedBy("transactions", [use], use.requests.length).at(-1) ?? 0;
  return {
    classId: id,
    className: names.get(id)?.className ?? "A class that is gone",
    productName: names.get(id)?.productName ?? "A product that is gone",
    requests: use.requests.reduce((sum, count) => sum + count, 0),
    transactions,
    included: price?.included ?? 0,
    perThousandMicros: price?.perThousandMicros ?? null,
    costMicros: price === undefined ? 0 : costOf(transactions, price),
  };
}
