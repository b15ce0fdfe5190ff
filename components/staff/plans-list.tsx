"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { ORG_TYPE_WORDS } from "@/components/accounts/org-type-words";
import { PERIOD_WORDS, UNIT_WORDS } from "@/components/keys/limit-words";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { formatExact } from "@/components/ui/format-number";
import { notify } from "@/components/ui/notify";
import { Tag } from "@/components/ui/tag";
import type { ActionResult } from "@/lib/actions/result";
import type { PlanItem } from "@/lib/plans/list";
import type { PlanClass } from "@/lib/plans/list-classes";

type PlansListProps = {
  plans: readonly PlanItem[];
  classes: readonly PlanClass[];
  retire: (input: { planId: string; isRetired: boolean }) => Promise<ActionResult<unknown>>;
};

/** Every plan with what it gives. */
export function PlansList({ plans, classes, retire }: PlansListProps) {
  const router = useRouter();
  const setRetired = async (plan: PlanItem, isRetired: boolean) => {
    const result = await retire({ planId: plan.id, isRetired });
    if (!result.ok) return notify.failed(result.error);
    if (isRetired)
      notify.undoable(`${plan.name} is not offered any more`, () => void setRetired(plan, false));
    else notify.done(`${plan.name} is offered again`);
    router.refresh();
  };
  const nameOf = new Map(classes.map((one) => [one.classId, `${one.productName}, ${one.className}`]));
  return (
    <ul className="grid gap-4 xl:grid-cols-2">
      {plans.map((plan) => (
        <li key={plan.id}>
          <Card className="flex h-full flex-col gap-3 p-5">
            <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
              <div>
                <h2 className="flex flex-wrap items-center gap-x-3 font-medium text-lg">
                  {plan.name}
                  <Tag>{ORG_TYPE_WORDS[plan.orgType]}</Tag>
                </h2>
                <p className="flex flex-wrap gap-x-3 text-ink-muted">
                  {plan.isRetired ? (
                    <Badge tone="idle">Not offered any more</Badge>
                  ) : (
                    <Badge tone="ok">Offered</Badge>
                  )}
                  <span>
                    {plan.orgs === 1 ? "1 organization" : `${formatExact(plan.orgs)} organizations`}
                  </span>
                </p>
              </div>
              <div className="flex gap-2">
                <Button size="sm" variant="ghost" onClick={() => void setRetired(plan, !plan.isRetired)}>
                  {plan.isRetired ? "Offer again" : "Retire"}
                  <span className="sr-only"> {plan.name}</span>
                </Button>
                <Button asChild size="sm">
                  <Link prefetch={false} href={`/staff/plans/${plan.id}`}>
                    Edit
                    <span className="sr-only"> {plan.name}</span>
                  </Link>
                </Button>
              </div>
            </div>
            <ul className="grid gap-1 text-sm">
              <Line label="Keys" value={plan.maxKeys === null ? "no limit" : formatExact(plan.maxKeys)} />
              {plan.qps.map(({ classId, qps }) => (
                <Line
                  key={classId}
                  label={nameOf.get(classId) ?? "A class that is gone"}
                  value={`${formatExact(qps)} QPS`}
                />
              ))}
              {plan.quotas.map(({ kind, unit, value }) => (
                <Line
                  key={`${kind} ${unit}`}
                  label={`Of the organization, ${PERIOD_WORDS[kind]}`}
                  value={`${formatExact(value)} ${UNIT_WORDS[unit]}`}
                />
              ))}
            </ul>
          </Card>
        </li>
      ))}
    </ul>
  );
}

function Line({ label, value }: { label: string; value: string }) {
  return (
    <li className="flex justify-between gap-4">
      <span className="text-ink-muted">{label}</span>
      <span className="whitespace-nowrap tabular-nums">{value}</span>
    </li>
  );
}
