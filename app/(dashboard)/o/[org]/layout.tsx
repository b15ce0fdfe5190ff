import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { signOutAction } from "@/app/(auth)/actions";
import { endStaffViewAction } from "@/app/(staff)/staff/support/actions";
import { PROOF_ACTIONS } from "@/app/account/proof-actions";
import { PageFrame } from "@/components/frame/page-frame";
import { ProviderBrand } from "@/components/frame/provider-brand";
import { Sidebar } from "@/components/frame/sidebar";
import { SIDEBAR_COOKIE } from "@/components/frame/sidebar-cookie";
import { TopBar } from "@/components/frame/top-bar";
import { Bell } from "@/components/notices/bell";
import { StaffViewBanner } from "@/components/support/staff-view-banner";
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
    <PageFrame
      sidebar={<Sidebar {...places} startsCollapsed={jar.get(SIDEBAR_COOKIE)?.value === "collapsed"} />}
      demoOf={KEYWARD_DEMO && PROVIDER_NAME}
      banners={<OrgBanners ctx={ctx} />}
      topBar={
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
      }
      foot={
        staffView === undefined ? null : (
          <StaffViewBanner org={org} view={staffView} end={endStaffViewAction} />
        )
      }
      proof={PROOF_ACTIONS}
    >
      {children}
    </PageFrame>
  );
}
