"use client";

import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { type ReactNode, useState } from "react";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import type { Role } from "@/lib/members/permissions";
import { type FrameOrg, OrgSwitcher } from "./org-switcher";
import { rememberSidebar } from "./sidebar-cookie";
import { SidebarNav } from "./sidebar-nav";

type SidebarProps = {
  org: FrameOrg;
  role: Role;
  orgs: readonly FrameOrg[];
  startsCollapsed: boolean;
  brand: ReactNode;
};

/** From the tablet up; on a phone the same content is in `MobileNav`. */
export function Sidebar({ org, role, orgs, startsCollapsed, brand }: SidebarProps) {
  const [collapsed, setCollapsed] = useState(startsCollapsed);
  const toggle = () => {
    rememberSidebar(!collapsed);
    setCollapsed(!collapsed);
  };
  return (
    <aside
      className={cn(
        "sticky top-0 hidden h-dvh shrink-0 flex-col gap-3 border-r border-line bg-canvas p-3 md:flex",
        collapsed ? "w-14 items-center" : "w-58",
      )}
    >
      <OrgSwitcher current={org} orgs={orgs} collapsed={collapsed} />
      <SidebarNav orgSlug={org.slug} role={role} collapsed={collapsed} />
      <div className={cn("mt-auto flex items-center gap-2", collapsed ? "flex-col" : "justify-between")}>
        {collapsed ? null : <div className="min-w-0 px-2 text-xs text-ink-muted">{brand}</div>}
        <IconButton
          icon={collapsed ? PanelLeftOpen : PanelLeftClose}
          label={collapsed ? "Widen sidebar" : "Narrow sidebar"}
          aria-expanded={!collapsed}
          onClick={toggle}
        />
      </div>
    </aside>
  );
}
