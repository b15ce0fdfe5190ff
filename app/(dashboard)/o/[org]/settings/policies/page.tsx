import type { Metadata } from "next";
import { PoliciesForm } from "@/components/policies/policies-form";
import { restrictionsLine } from "@/components/policies/restrictions-line";
import { PageHeader } from "@/components/ui/page-header";
import { requireOrg } from "@/lib/accounts/session";
import { getPolicies } from "@/lib/orgs/policies/get";
import { changePoliciesAction, previewPoliciesAction } from "../actions";

export const metadata: Metadata = { title: "Policies" };

type PoliciesPageProps = { params: Promise<{ org: string }> };

export default async function PoliciesPage({ params }: PoliciesPageProps) {
  const ctx = await requireOrg((await params).org);
  const { defaultRestrictions, ...policies } = await getPolicies(ctx);
  return (
    <>
      <PageHeader
        title="Policies"
        description={`What ${ctx.org.name} lays down for all its keys and members. In force within a second of saving.`}
      />
      <PoliciesForm
        orgSlug={ctx.org.slug}
        current={policies}
        defaultRestrictions={restrictionsLine(defaultRestrictions)}
        preview={previewPoliciesAction}
        save={changePoliciesAction}
      />
    </>
  );
}
