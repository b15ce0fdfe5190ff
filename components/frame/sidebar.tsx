"use client";

import type { ReactNode } from "react";
import type { Role } from "@/lib/members/permissions";
import { type FrameOrg, OrgSwitcher } from "./org-switcher";
import { SidebarFrame } from "./sidebar-frame";
import { SidebarNav } from "./sidebar-nav";

type SidebarProps = {
  org: FrameOrg;
  role: Role;
  orgs: readonly FrameOrg[];
  startsCollapsed: boolean;
  brand: ReactNode;
};

/** From the tablet up; on a phone the same content is in `MobileNav`. */
export function Sidebar({ org, role, orgs, ...frame }: SidebarProps) {
  return (
    <SidebarFrame {...frame}>
      {(collapsed) => (
        <>
          <OrgSwitcher current={org} orgs={orgs} collapsed={collapsed} />
          <SidebarNav orgSlug={org.slug} role={role} collapsed={collapsed} />
        </>
      )}
    </SidebarFrame>
  );
}
