"use client";

import type { Role } from "@/lib/members/permissions";
import { NavList } from "./nav-list";
import { placeHref, placesFor } from "./places";

type SidebarNavProps = { orgSlug: string; role: Role; collapsed?: boolean; onNavigate?: () => void };

export function SidebarNav({ orgSlug, role, ...rest }: SidebarNavProps) {
  const items = placesFor(role).map(({ segment, label, icon }) => ({
    href: placeHref(orgSlug, segment),
    label,
    icon,
  }));
  return <NavList items={items} {...rest} />;
}
