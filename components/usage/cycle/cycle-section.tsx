"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import type { UsageQuery } from "@/lib/usage/schemas";
import { cycleKey, cycleQueryOptions } from "../queries";
import { asUsageError } from "../usage-error";
import { BillingPanel } from "./billing-panel";
import type { SetBudgetAction } from "./budget-button";
import type { SetBudget } from "./budget-dialog";
import { QuotaPanel } from "./quota-panel";

type CycleSectionProps = {
  orgSlug: string;
  /** Of the view, for its files. */
  query: UsageQuery;
  /** The one key that is looked at; `null`: none, or several. */
  keyId: string | null;
  setBudget?: SetBudgetAction | undefined;
};

/** Quotas and the billing cycle: of the periods that are running, whatever range the view shows. */
export function CycleSection({ orgSlug, query, keyId, setBudget }: CycleSectionProps) {
  const client = useQueryClient();
  const { data, error, isFetching, refetch } = useQuery(cycleQueryOptions(orgSlug, keyId));
  const save: SetBudget | undefined =
    setBudget &&
    (async (input) => {
      const result = await setBudget(orgSlug, input);
      if (result.ok) await client.invalidateQueries({ queryKey: cycleKey(orgSlug) });
      return result;
    });
  const files = { orgSlug, query };
  const failed = error === null || data !== undefined ? null : asUsageError(error);
  return (
    <section aria-labelledby="cycle-heading" className="mt-4 grid gap-3">
      <h2 id="cycle-heading" className="sr-only">
        Quotas and costs
      </h2>
      {data !== undefined ? (
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <QuotaPanel {...files} quotas={data.quotas} isOfKey={keyId !== null} />
          <BillingPanel {...files} billing={data.billing} setBudget={save} />
        </div>
      ) : failed !== null ? (
        <ErrorState
          title="Quotas and costs could not be loaded"
          requestId={failed.requestId}
          action={
            <Button onClick={() => void refetch()} pending={isFetching}>
              Try again
            </Button>
          }
        >
          {failed.message}
        </ErrorState>
      ) : (
        <div role="status" aria-label="Loading quotas and costs" className="grid gap-4 lg:grid-cols-2">
          {["quotas", "costs"].map((place) => (
            <Card key={place}>
              <CardBody className="pt-4">
                <Skeleton className="h-5 w-32" />
                <Skeleton className="mt-2 h-4 w-64 max-w-full" />
                <Skeleton className="mt-4 h-60 w-full" />
              </CardBody>
            </Card>
          ))}
        </div>
      )}
    </section>
  );
}
