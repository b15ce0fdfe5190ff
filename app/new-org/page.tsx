import type { Metadata } from "next";
import { signOutAction } from "@/app/(auth)/actions";
import { createOrgAction } from "@/app/new-org/actions";
import { AuthCard } from "@/components/accounts/auth-card";
import { NewOrgForm } from "@/components/accounts/new-org-form";
import { PersonFrame } from "@/components/accounts/person-frame";
import { listMyOrgs, requireUser } from "@/lib/accounts/session";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "New organization" };

export default async function NewOrgPage() {
  const { actor } = await requireUser();
  const orgs = await listMyOrgs();
  const { PROVIDER_NAME, KEYWARD_DEMO } = env();
  return (
    <PersonFrame
      person={actor}
      provider={{ name: PROVIDER_NAME, sample: KEYWARD_DEMO !== undefined }}
      {...(orgs.length > 0 && { back: { href: "/o", label: "Organizations" } })}
      signOut={signOutAction}
    >
      <div className="flex justify-center pt-4 sm:pt-12">
        <AuthCard
          title={orgs.length === 0 ? "Name your organization" : "New organization"}
          description={
            orgs.length === 0
              ? "Keys belong to an organization, even if it is only you. You will be its owner."
              : "You will be its owner."
          }
        >
          <NewOrgForm create={createOrgAction} />
        </AuthCard>
      </div>
    </PersonFrame>
  );
}
