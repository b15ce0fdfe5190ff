"use client";

import { ShieldCheck } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import type { StaffRole } from "@/lib/members/permissions";
import { MenuDrawer } from "./menu-drawer";
import { NavList } from "./nav-list";
import { SidebarFrame } from "./sidebar-frame";
import { STAFF_PLACES, staffHref, staffPlacesFor } from "./staff-places";

const ROLE_NAMES = { support: "Support", operator: "Operator" } as const satisfies Record<StaffRole, string>;

type StaffNavProps = { role: StaffRole; brand: ReactNode };

/** From the tablet up. */
export function StaffSidebar({ role, ...frame }: StaffNavProps & { startsCollapsed: boolean }) {
  return (
    <SidebarFrame {...frame}>
      {(collapsed) => (
        <>
          <StaffHead role={role} collapsed={collapsed} />
          <NavList items={itemsFor(role)} collapsed={collapsed} />
        </>
      )}
    </SidebarFrame>
  );
}

export function StaffMobileNav({ role, brand }: StaffNavProps) {
  return (
    <MenuDrawer brand={brand}>
      {(close) => (
        <>
          <StaffHead role={role} />
          <NavList items={itemsFor(role)} onNavigate={close} />
        </>
      )}
    </MenuDrawer>
  );
}

function itemsFor(role: StaffRole) {
  return staffPlacesFor(role).map(({ segment, label, icon }) => ({
    href: staffHref(segment),
    label,
    icon,
    exact: holdsOthers(segment),
  }));
}

/** Whether other places lie below this one. */
function holdsOthers(segment: string): boolean {
  return segment === "" || STAFF_PLACES.some((other) => other.segment.startsWith(`${segment}/`));
}

/** Where a dashboard names its organization: this is nobody's, and another colour says so. */
function StaffHead({ role, collapsed = false }: { role: StaffRole; collapsed?: boolean }) {
  return (
    <Link
      prefetch={false}
      href="/staff"
      className={cn(
        "flex w-full min-w-0 items-center gap-2.5 rounded-md p-1.5 transition-colors hover:bg-hover",
        collapsed && "justify-center p-0",
      )}
    >
      <span
        aria-hidden="true"
        className="grid size-7 shrink-0 place-items-center rounded-md bg-ink text-canvas [&_svg]:size-4"
      >
        <ShieldCheck />
      </span>
      <span className={collapsed ? "sr-only" : "min-w-0 leading-tight"}>
        <span className="block truncate font-medium">Staff console</span>
        <span className="block truncate text-xs text-ink-muted">{ROLE_NAMES[role]}</span>
      </span>
    </Link>
  );
}
