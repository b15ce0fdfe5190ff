"use client";

import type { ReactNode } from "react";
import type { Role } from "@/lib/members/permissions";
import { MenuDrawer } from "./menu-drawer";
import { type FrameOrg, OrgSwitcher } from "./org-switcher";
import { SidebarNav } from "./sidebar-nav";

type MobileNavProps = { org: FrameOrg; role: Role; orgs: readonly FrameOrg[]; brand: ReactNode };

export function MobileNav({ org, role, orgs, brand }: MobileNavProps) {
  return (
    <MenuDrawer brand={brand}>
      {(close) => (
        <>
          <OrgSwitcher current={org} orgs={orgs} />
          <SidebarNav orgSlug={org.slug} role={role} onNavigate={close} />
        </>
      )}
    </MenuDrawer>
  );
}
