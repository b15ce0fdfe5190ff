import type { Metadata } from "next";
import { PolicyForm } from "@/components/qps/policy-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireStaffPage } from "@/lib/accounts/session";
import { staffCan } from "@/lib/members/permissions";
import { getQpsPolicy } from "@/lib/qps/get-policy";
import { changeQpsPolicyAction } from "../actions";

export const metadata: Metadata = { title: "Policy for QPS requests" };

export default async function QpsPolicyPage() {
  const ctx = await requireStaffPage();
  const { policy, version } = await getQpsPolicy(ctx);
  return (
    <>
      <PageHeader
        title="Policy for QPS requests"
        description="What customers are promised, and who has to agree. Holds for requests sent from then on."
      />
      <PolicyForm
        key={version}
        policy={policy}
        version={version}
        mayEdit={staffCan(ctx.staffRole, "settings:manage")}
        save={changeQpsPolicyAction}
      />
    </>
  );
}
