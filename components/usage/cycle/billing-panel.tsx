"use client";

import Link from "next/link";
import { useId, useMemo } from "react";
import { ChartTable } from "@/components/charts/chart-table";
import { LazyChart } from "@/components/charts/lazy-chart";
import type { ChartLine, ChartTime } from "@/components/charts/lines";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import type { BillingCycle } from "@/lib/usage/cycle-schemas";
import type { UsageQuery } from "@/lib/usage/schemas";
import { DownloadLinks } from "../download-links";
import { Panel } from "../panels/panel";
import { cycleFormat, expectedWords, monthWords, spentWords } from "./billing-words";
import { BudgetButton } from "./budget-button";
import type { SetBudget } from "./budget-dialog";
import { ClassesTable } from "./classes-table";

type BillingPanelProps = {
  orgSlug: string;
  query: UsageQuery;
  billing: BillingCycle;
  /** Left out for who may not set the budget. */
  setBudget?: SetBudget | undefined;
};

/** What the month came to so far, what it will come to, and the budget. */
export function BillingPanel({ orgSlug, query, billing, setBudget }: BillingPanelProps) {
  const { currency, starts, soFar, ahead, budgetMicros, classes } = billing;
  const files = { orgSlug, query };
  const syncId = useId();
  const time: ChartTime = useMemo(
    () => ({ starts, detail: "day", timeZone: "UTC", isFirstPartial: false, isLastPartial: false }),
    [starts],
  );
  const lines: ChartLine[] = useMemo(
    () => [
      { id: "soFar", label: "So far", color: "var(--chart-requests)", values: soFar },
      { id: "ahead", label: "Forecast", color: "var(--chart-previous)", values: ahead, isCompared: true },
      ...(budgetMicros === null || currency === null
        ? []
        : [
            {
              id: "budget",
              label: "Budget",
              color: "var(--chart-5xx)",
              values: starts.map(() => budgetMicros),
              isCompared: true,
            },
          ]),
    ],
    [soFar, ahead, starts, budgetMicros, currency],
  );
  const format = cycleFormat(currency);
  const title = currency === null ? "Transactions this month" : "Cost this month";
  return (
    <Panel
      title={currency === null ? "Transactions" : "Transactions and cost"}
      description={`${monthWords(billing.month)} (UTC): ${spentWords(billing)} so far; ${expectedWords(billing)}.`}
      actions={
        <>
          <Button asChild size="sm" variant="ghost">
            <Link href={`/o/${orgSlug}/analytics/report`}>Monthly report</Link>
          </Button>
          {setBudget === undefined || currency === null ? null : (
            <BudgetButton budgetMicros={budgetMicros} currency={currency} save={setBudget} />
          )}
        </>
      }
    >
      <BudgetLine billing={billing} />
      <LazyChart
        title={`${title}, day by day`}
        time={time}
        lines={lines}
        readout={lines}
        syncId={syncId}
        format={format}
      />
      <ChartTable title={title} time={time} lines={lines} format={format.exact} order="forwards" />
      <p className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-ink-muted">
        <span className="flex items-center gap-2">
          By day <DownloadLinks {...files} panel="billing" title={`${title} by day`} />
        </span>
        <span className="flex items-center gap-2">
          By class <DownloadLinks {...files} panel="classes" title={`${title} by endpoint class`} />
        </span>
      </p>
      {classes.length === 0 ? (
        <p className="mt-3 text-sm text-ink-muted">No call of this month counts yet.</p>
      ) : (
        <div className="mt-3">
          <ClassesTable billing={billing} />
        </div>
      )}
      <p className="mt-3 text-sm text-ink-muted">
        Of the whole organization, refusals not counted.{" "}
        {currency === null
          ? "The plan has no price list."
          : "An estimate by the price list of your plan; your contract may say otherwise."}
      </p>
    </Panel>
  );
}

function BudgetLine({ billing }: { billing: BillingCycle }) {
  const { budgetMicros, budgetReachedAt, costMicros, currency } = billing;
  if (budgetMicros === null || currency === null) return null;
  const amount = cycleFormat(currency).exact(budgetMicros);
  return (
    <p className="mb-2 text-sm text-ink-muted">
      {costMicros >= budgetMicros ? (
        <>
          <Badge tone="danger">Over budget</Badge> The month has passed {amount}. Calls go on: a budget stops
          nothing.
        </>
      ) : budgetReachedAt !== null ? (
        <>
          <Badge tone="warn">Budget of {amount}</Badge> reached <RelativeTime at={budgetReachedAt} /> if calls
          go on as they did.
        </>
      ) : (
        <Badge tone="ok">Within the budget of {amount}</Badge>
      )}
    </p>
  );
}
