import { cookies } from "next/headers";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { signOutAction } from "@/app/(auth)/actions";
import { PROOF_ACTIONS } from "@/app/account/proof-actions";
import { StepUpDialog } from "@/components/accounts/step-up/step-up-dialog";
import { DemoBanner } from "@/components/frame/demo-banner";
import { ProviderBrand } from "@/components/frame/provider-brand";
import { SIDEBAR_COOKIE } from "@/components/frame/sidebar-cookie";
import { SiteFooter } from "@/components/frame/site-footer";
import { SkipLink } from "@/components/frame/skip-link";
import { StaffSidebar } from "@/components/frame/staff-nav";
import { StaffTopBar } from "@/components/frame/staff-top-bar";
import { Bell } from "@/components/notices/bell";
import { QueryProvider } from "@/components/usage/query-provider";
import { requireStaffPage } from "@/lib/accounts/session";
import { env } from "@/lib/env";
import { markStaffNoticesReadAction } from "./notices/actions";

export default async function StaffLayout({ children }: { children: ReactNode }) {
  const { actor, staffRole } = await requireStaffPage();
  const jar = await cookies();
  const { PROVIDER_NAME, KEYWARD_DEMO } = env();
  const brand = <ProviderBrand name={PROVIDER_NAME} sample={KEYWARD_DEMO !== undefined} />;
  return (
    <NuqsAdapter>
      <QueryProvider>
        <SkipLink />
        <div className="flex min-h-dvh">
          <StaffSidebar
            role={staffRole}
            brand={brand}
            startsCollapsed={jar.get(SIDEBAR_COOKIE)?.value === "collapsed"}
          />
          <div className="flex min-w-0 flex-1 flex-col">
            {KEYWARD_DEMO ? <DemoBanner providerName={PROVIDER_NAME} /> : null}
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
            <main
              id="content"
              tabIndex={-1}
              className="mx-auto w-full max-w-[1280px] flex-1 px-4 py-6 outline-none sm:px-6 lg:px-8"
            >
              {children}
            </main>
            <SiteFooter className="mx-auto w-full max-w-[1280px] px-4 sm:px-6 lg:px-8" />
          </div>
        </div>
        <StepUpDialog actions={PROOF_ACTIONS} />
      </QueryProvider>
    </NuqsAdapter>
  );
}
