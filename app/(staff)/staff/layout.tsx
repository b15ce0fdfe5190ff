import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { signOutAction } from "@/app/(auth)/actions";
import { PROOF_ACTIONS } from "@/app/account/proof-actions";
import { PageFrame } from "@/components/frame/page-frame";
import { ProviderBrand } from "@/components/frame/provider-brand";
import { SIDEBAR_COOKIE } from "@/components/frame/sidebar-cookie";
import { StaffSidebar } from "@/components/frame/staff-nav";
import { StaffTopBar } from "@/components/frame/staff-top-bar";
import { Bell } from "@/components/notices/bell";
import { requireStaffPage } from "@/lib/accounts/session";
import { env } from "@/lib/env";
import { markStaffNoticesReadAction } from "./notices/actions";

export default async function StaffLayout({ children }: { children: ReactNode }) {
  const { actor, staffRole } = await requireStaffPage();
  const jar = await cookies();
  const { PROVIDER_NAME, KEYWARD_DEMO } = env();
  const brand = <ProviderBrand name={PROVIDER_NAME} sample={KEYWARD_DEMO !== undefined} />;
  return (
    <PageFrame
      sidebar={
        <StaffSidebar
          role={staffRole}
          brand={brand}
          startsCollapsed={jar.get(SIDEBAR_COOKIE)?.value === "collapsed"}
        />
      }
      demoOf={KEYWARD_DEMO && PROVIDER_NAME}
      topBar={
        <StaffTopBar
          role={staffRole}
          person={{ name: actor.name, email: actor.email }}
          brand={brand}
          bell={
            <Bell
              source={{ kind: "staff" }}
              showOrg
              emptyWords="Requests that wait for a decision, answers of customers, and cases that support hands over appear here and come by mail."
              markRead={markStaffNoticesReadAction}
            />
          }
          signOut={signOutAction}
        />
      }
      proof={PROOF_ACTIONS}
    >
      {children}
    </PageFrame>
  );
}
