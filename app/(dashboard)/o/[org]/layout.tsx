import { cookies } from "next/headers";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { signOutAction } from "@/app/(auth)/actions";
import { endStaffViewAction } from "@/app/(staff)/staff/support/actions";
import { PROOF_ACTIONS } from "@/app/account/proof-actions";
import { StepUpDialog } from "@/components/accounts/step-up/step-up-dialog";
import { DemoBanner } from "@/components/frame/demo-banner";
import { ProviderBrand } from "@/components/frame/provider-brand";
import { Sidebar } from "@/components/frame/sidebar";
import { SIDEBAR_COOKIE } from "@/components/frame/sidebar-cookie";
import { SiteFooter } from "@/components/frame/site-footer";
import { SkipLink } from "@/components/frame/skip-link";
import { TopBar } from "@/components/frame/top-bar";
import { Bell } from "@/components/notices/bell";
import { StaffViewBanner } from "@/components/support/staff-view-banner";
import { QueryProvider } from "@/components/usage/query-provider";
import { listMyOrgs, requireOrg, requireUser } from "@/lib/accounts/session";
import { env } from "@/lib/env";
import { can } from "@/lib/members/permissions";
import { OrgBanners } from "./_components/org-banners";
import { markNoticesReadAction } from "./actions";

type OrgLayoutProps = { children: ReactNode; params: Promise<{ org: string }> };

export default async function OrgLayout({ children, params }: OrgLayoutProps) {
  const { org: slug } = await params;
  const ctx = await requireOrg(slug);
  const { org, actor, role, staffView } = ctx;
  const [orgs, { staffRole }, jar] = await Promise.all([listMyOrgs(), requireUser(), cookies()]);
  const { PROVIDER_NAME, KEYWARD_DEMO } = env();
  const brand = <ProviderBrand name={PROVIDER_NAME} sample={KEYWARD_DEMO !== undefined} />;
  const places = {
    org: { slug: org.slug, name: org.name, type: org.type },
    role,
    orgs: orgs.map(({ slug, name, type }) => ({ slug, name, type })),
    brand,
  };
  return (
    <NuqsAdapter>
      <QueryProvider>
        <SkipLink />
        <div className="flex min-h-dvh">
          <Sidebar {...places} startsCollapsed={jar.get(SIDEBAR_COOKIE)?.value === "collapsed"} />
          <div className="flex min-w-0 flex-1 flex-col">
            {KEYWARD_DEMO ? <DemoBanner providerName={PROVIDER_NAME} /> : null}
            <OrgBanners ctx={ctx} />
            <TopBar
              {...places}
              person={{ name: actor.name, email: actor.email }}
              isStaff={staffRole !== null}
              mayCreateKey={can(role, "keys:create", true)}
              bell={
                <Bell
                  source={{ kind: "org", slug: org.slug }}
                  showOrg={orgs.length > 1}
                  emptyWords="Keys that are about to end or due for rotation, and what happens to your keys without you, appear here and come by mail."
                  markRead={markNoticesReadAction}
                />
              }
              signOut={signOutAction}
            />
            <main
              id="content"
              tabIndex={-1}
              className="mx-auto w-full max-w-[1280px] flex-1 px-4 py-6 outline-none sm:px-6 lg:px-8"
            >
              {children}
            </main>
            <SiteFooter className="mx-auto w-full max-w-[1280px] px-4 sm:px-6 lg:px-8" />
            {staffView === undefined ? null : (
              <StaffViewBanner org={org} view={staffView} end={endStaffViewAction} />
            )}
          </div>
        </div>
        <StepUpDialog actions={PROOF_ACTIONS} />
      </QueryProvider>
    </NuqsAdapter>
  );
}
