import { Layers } from "lucide-react";
import type { Metadata } from "next";
import { PlansList } from "@/components/staff/plans-list";
import { CreateLink } from "@/components/ui/create-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireStaffPage } from "@/lib/accounts/session";
import { listPlans } from "@/lib/plans/list";
import { listPlanClasses } from "@/lib/plans/list-classes";
import { retirePlanAction } from "./actions";

export const metadata: Metadata = { title: "Plans" };

export default async function PlansPage() {
  const ctx = await requireStaffPage("plans:manage");
  const [plans, classes] = await Promise.all([listPlans(ctx), listPlanClasses(ctx)]);
  const create = <CreateLink href="/staff/plans/new">Create plan</CreateLink>;
  return (
    <>
      <PageHeader
        title="Plans"
        description="What an organization gets unless a granted limit says otherwise: keys, queries per second, quotas."
        actions={plans.length > 0 ? create : null}
      />
      {plans.length === 0 ? (
        <EmptyState icon={Layers} title="No plans yet" action={create}>
          Without a plan an organization has the default of each endpoint class and no quota.
        </EmptyState>
      ) : (
        <PlansList plans={plans} classes={classes} retire={retirePlanAction} />
      )}
    </>
  );
}
