import type { Metadata } from "next";
import { countryNames } from "@/components/keys/country-names";
import { DefaultRestrictionsForm } from "@/components/policies/default-restrictions-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireOrg } from "@/lib/accounts/session";
import { getPolicies } from "@/lib/orgs/policies/get";
import { changePoliciesAction } from "../../actions";

export const metadata: Metadata = { title: "Default restrictions" };

type DefaultRestrictionsPageProps = { params: Promise<{ org: string }> };

export default async function DefaultRestrictionsPage({ params }: DefaultRestrictionsPageProps) {
  const ctx = await requireOrg((await params).org);
  const { version, defaultRestrictions } = await getPolicies(ctx);
  return (
    <>
      <PageHeader
        title="Default restrictions"
        description="What a new key starts with, unless whoever creates it says otherwise. Keys that are there keep what they have."
      />
      <DefaultRestrictionsForm
        orgSlug={ctx.org.slug}
        version={version}
        restrictions={defaultRestrictions}
        countries={countryNames()}
        save={changePoliciesAction}
      />
    </>
  );
}
