import type { Metadata } from "next";
import { signOutAction } from "@/app/(auth)/actions";
import { beginSecondFactorAction, confirmSecondFactorAction } from "@/app/account/actions";
import { PersonFrame } from "@/components/accounts/person-frame";
import { SecondFactorSetUp } from "@/components/accounts/second-factor/set-up";
import { Banner } from "@/components/ui/banner";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { readSecondFactor } from "@/lib/accounts/second-factor/read";
import { requireUser } from "@/lib/accounts/session";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Second factor" };

type SecondFactorPageProps = {
  searchParams: Promise<{ org?: string | string[]; staff?: string | string[] }>;
};

/** Where a second factor is set up; whose organization or work asks for one is led here before seeing anything of it. */
export default async function SecondFactorPage({ searchParams }: SecondFactorPageProps) {
  const user = await requireUser();
  const state = await readSecondFactor(user);
  const { org: slug, staff } = await searchParams;
  const org = state.requiredBy.find((candidate) => candidate.slug === slug);
  const { PROVIDER_NAME, KEYWARD_DEMO } = env();
  const isForStaff = staff !== undefined && user.staffRole !== null;
  const elsewhere = isForStaff ? "/staff" : "/account";
  const destination = org === undefined ? elsewhere : `/o/${org.slug}/keys`;
  return (
    <PersonFrame
      person={user.actor}
      provider={{ name: PROVIDER_NAME, sample: KEYWARD_DEMO !== undefined }}
      back={{ href: "/account", label: "Account" }}
      signOut={signOutAction}
    >
      <PageHeader title="Second factor" description="A code from your phone, beside your password." />
      <div className="grid gap-6">
        {org !== undefined && state.since === null ? (
          <Banner tone="info" title={`${org.name} asks its members for a second factor`}>
            Set one up to go on to it.
          </Banner>
        ) : null}
        {isForStaff && state.since === null ? (
          <Banner tone="info" title="Staff work with a second factor">
            Set one up to go on to the staff console.
          </Banner>
        ) : null}
        <Card>
          <CardHeader title="Authenticator app" />
          <CardBody>
            {state.since === null ? (
              <SecondFactorSetUp
                begin={beginSecondFactorAction}
                confirm={confirmSecondFactorAction}
                destination={destination}
              />
            ) : (
              <p>
                Your second factor is on. <TextLink href={destination}>Go on</TextLink>
              </p>
            )}
          </CardBody>
        </Card>
      </div>
    </PersonFrame>
  );
}
