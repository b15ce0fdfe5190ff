import type { Metadata } from "next";
import { PlanForm } from "@/components/staff/plan-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireStaffPage } from "@/lib/accounts/session";
import { listPlanClasses } from "@/lib/plans/list-classes";
import { createPlanAction, editPlanAction } from "../actions";

export const metadata: Metadata = { title: "Create plan" };

export default async function NewPlanPage() {
  const ctx = await requireStaffPage("plans:manage");
  const classes = await listPlanClasses(ctx);
  return (
    <>
      <PageHeader title="Create plan" description="Nobody has it until you give it to an organization." />
      <PlanForm plan={null} classes={classes} create={createPlanAction} edit={editPlanAction} />
    </>
  );
}
