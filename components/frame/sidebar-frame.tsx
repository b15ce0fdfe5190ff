"use client";

import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { type ReactNode, useState } from "react";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { rememberSidebar } from "./sidebar-cookie";

type SidebarFrameProps = {
  startsCollapsed: boolean;
  brand: ReactNode;
  children: (collapsed: boolean) => ReactNode;
};

/** A sidebar that can be narrowed, and stays as it was left. */
export function SidebarFrame({ startsCollapsed, brand, children }: SidebarFrameProps) {
  const [collapsed, setCollapsed] = useState(startsCollapsed);
  const toggle = () => {
    rememberSidebar(!collapsed);
    setCollapsed(!collapsed);
  };
  return (
    <aside
      className={cn(
        "sticky top-0 hidden h-dvh shrink-0 flex-col gap-3 border-r border-line bg-canvas p-3 md:flex print:hidden",
        collapsed ? "w-14 items-center" : "w-58",
      )}
    >
      {children(collapsed)}
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
