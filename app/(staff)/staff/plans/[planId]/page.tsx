import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { TrailName } from "@/components/frame/trail-name";
import { PlanForm } from "@/components/staff/plan-form";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { requireStaffPage } from "@/lib/accounts/session";
import { findPlan } from "@/lib/plans/list";
import { listPlanClasses } from "@/lib/plans/list-classes";
import { createPlanAction, editPlanAction } from "../actions";

export const metadata: Metadata = { title: "Plan" };

type PlanPageProps = { params: Promise<{ planId: string }> };

export default async function PlanPage({ params }: PlanPageProps) {
  const ctx = await requireStaffPage("plans:manage");
  const { planId } = await params;
  const [plan, classes] = await Promise.all([findPlan(ctx, planId), listPlanClasses(ctx)]);
  if (plan === null) notFound();
  return (
    <>
      <TrailName id={plan.id} name={plan.name} />
      <PageHeader
        title={plan.name}
        actions={
          <Button asChild>
            <Link href={`/staff/plans/${plan.id}/prices`}>Price list</Link>
          </Button>
        }
      />
      <PlanForm
        // A plan somebody else has saved meanwhile is another form.
        key={plan.version}
        plan={plan}
        classes={classes}
        create={createPlanAction}
        edit={editPlanAction}
      />
    </>
  );
}
