import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PlanForm } from "@/components/staff/plan-form";
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
      <PageHeader title={plan.name} />
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
