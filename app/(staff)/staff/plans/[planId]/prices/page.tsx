import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TrailName } from "@/components/frame/trail-name";
import { PlanPricesForm } from "@/components/staff/prices-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireStaffPage } from "@/lib/accounts/session";
import { findPrices } from "@/lib/plans/find-prices";
import { findPlan } from "@/lib/plans/list";
import { listPlanClasses } from "@/lib/plans/list-classes";
import { setPricesAction } from "./actions";

export const metadata: Metadata = { title: "Price list" };

type PricesPageProps = { params: Promise<{ planId: string }> };

export default async function PricesPage({ params }: PricesPageProps) {
  const ctx = await requireStaffPage("plans:manage");
  const { planId } = await params;
  const [plan, list, classes] = await Promise.all([
    findPlan(ctx, planId),
    findPrices(ctx, planId),
    listPlanClasses(ctx),
  ]);
  if (plan === null) notFound();
  return (
    <>
      <TrailName id={plan.id} name={plan.name} />
      <PageHeader
        title={`Price list of ${plan.name}`}
        description="By it Analytics estimates what a month costs whoever has the plan. It bills nobody and limits nothing."
      />
      <PlanPricesForm key={plan.version} plan={plan} list={list} classes={classes} save={setPricesAction} />
    </>
  );
}
