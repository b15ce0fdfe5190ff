import type { OrgContext } from "@/lib/orgs/context";
import { amountOf } from "@/lib/std/money";
import { usageCycle } from "./cycle";
import type { BillingCycle, QuotaUse } from "./cycle-schemas";
import type { Cells } from "./export-cells";
import type { CYCLE_PANELS } from "./export-schemas";
import type { UsageQuery } from "./schemas";

/** A panel of the running periods: quotas of the one key that a view shows and of the organization, or what this month came to. */
export async function cycleCells(
  ctx: OrgContext,
  { keys }: UsageQuery,
  panel: (typeof CYCLE_PANELS)[number],
): Promise<Cells> {
  const keyId = keys.length === 1 ? (keys[0] ?? null) : null;
  const { quotas, billing } = await usageCycle(ctx, { keyId, month: null });
  if (panel === "quotas") return quotaCells(quotas);
  return panel === "billing" ? dayCells(billing) : classCells(billing);
}

function quotaCells(quotas: readonly QuotaUse[]): Cells {
  return {
    columns: ["of", "period", "unit", "endpoint_class", "limit", "time", "left", "forecast"],
    rows: quotas.flatMap(({ of, kind, unit, className, limit, starts, left, ahead }) =>
      starts.map((start, i) => [
        of,
        kind,
        unit,
        className,
        limit,
        new Date(start).toISOString(),
        left[i] ?? null,
        ahead[i] ?? null,
      ]),
    ),
  };
}

function dayCells({ currency, starts, soFar, ahead }: BillingCycle): Cells {
  const cell = (value: number | null | undefined) => (value == null ? null : amount(value, currency));
  return {
    columns: ["time", "unit", "so_far", "forecast"],
    rows: starts.map((start, i) => [
      new Date(start).toISOString(),
      currency ?? "transactions",
      cell(soFar[i]),
      cell(ahead[i]),
    ]),
  };
}

function classCells({ classes, currency }: BillingCycle): Cells {
  const priced = currency !== null;
  return {
    columns: [
      "product",
      "endpoint_class",
      "requests",
      "transactions",
      ...(priced ? ["included", "per_1000", "cost", "currency"] : []),
    ],
    rows: classes.map((one) => [
      one.productName,
      one.className,
      one.requests,
      one.transactions,
      ...(priced
        ? [
            one.included,
            one.perThousandMicros === null ? null : amount(one.perThousandMicros, currency),
            amount(one.costMicros, currency),
            currency,
          ]
        : []),
    ]),
  };
}

/** Money as it is written, transactions as they are: a forecast of either is no whole number. */
function amount(value: number, currency: string | null): number {
  return currency === null ? value : Number(amountOf(Math.round(value)));
}
