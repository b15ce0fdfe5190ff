"use client";

import { Menu as MenuIcon } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Drawer, DrawerContent, DrawerTrigger } from "@/components/ui/drawer";
import { IconButton } from "@/components/ui/icon-button";
import type { Role } from "@/lib/members/permissions";
import { type FrameOrg, OrgSwitcher } from "./org-switcher";
import { SidebarNav } from "./sidebar-nav";

type MobileNavProps = { org: FrameOrg; role: Role; orgs: readonly FrameOrg[]; brand: ReactNode };

export function MobileNav({ org, role, orgs, brand }: MobileNavProps) {
  const [open, setOpen] = useState(false);
  return (
    <Drawer open={open} onOpenChange={setOpen}>
      <DrawerTrigger asChild>
        <IconButton icon={MenuIcon} label="Open menu" tooltip={false} className="md:hidden" />
      </DrawerTrigger>
      <DrawerContent side="left" title="Menu" className="w-72">
        <div className="flex min-h-full flex-col gap-4">
          <OrgSwitcher current={org} orgs={orgs} />
          <SidebarNav orgSlug={org.slug} role={role} onNavigate={() => setOpen(false)} />
          <div className="mt-auto text-xs text-ink-muted">{brand}</div>
        </div>
      </DrawerContent>
    </Drawer>
  );
}
