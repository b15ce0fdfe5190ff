import type { Metadata } from "next";
import { BillingList } from "@/components/staff/billing-list";
import { PageHeader } from "@/components/ui/page-header";
import { requireStaffPage } from "@/lib/accounts/session";
import { listBillingTerms } from "@/lib/plans/list-billing-terms";
import { changeBillingTermsAction } from "./actions";

export const metadata: Metadata = { title: "Billing types" };

export default async function BillingPage() {
  const ctx = await requireStaffPage("plans:manage");
  return (
    <>
      <PageHeader
        title="Billing types"
        description="How keys of each type behave: when they end, and how much each of them may be used."
      />
      <BillingList terms={await listBillingTerms(ctx)} change={changeBillingTermsAction} />
    </>
  );
}
