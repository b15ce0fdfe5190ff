"use client";

import { BookOpen, CircleUser } from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { Role } from "@/lib/members/permissions";
import { NavLink } from "./nav-link";
import { placeHref, placesFor } from "./places";

type SidebarNavProps = { orgSlug: string; role: Role; collapsed?: boolean; onNavigate?: () => void };

export function SidebarNav({ orgSlug, role, collapsed = false, onNavigate }: SidebarNavProps) {
  const shared = { collapsed, ...(onNavigate && { onNavigate }) };
  return (
    <nav aria-label="Main" className={cn("grid gap-4", collapsed && "justify-items-center")}>
      <ul className="grid gap-0.5">
        {placesFor(role).map(({ segment, label, icon }) => (
          <li key={segment}>
            <NavLink href={placeHref(orgSlug, segment)} label={label} icon={icon} {...shared} />
          </li>
        ))}
      </ul>
      <ul className="grid gap-0.5 border-t border-line pt-4">
        <li>
          <NavLink href="/docs" label="Docs" icon={BookOpen} {...shared} />
        </li>
        <li>
          <NavLink href="/account" label="Account" icon={CircleUser} {...shared} />
        </li>
      </ul>
    </nav>
  );
}
