"use client";

import { BookOpen, CircleUser } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { NavLink } from "./nav-link";
import { PLACES, placeHref } from "./places";

type SidebarNavProps = { orgSlug: string; collapsed?: boolean; onNavigate?: () => void };

export function SidebarNav({ orgSlug, collapsed = false, onNavigate }: SidebarNavProps) {
  const shared = { collapsed, ...(onNavigate && { onNavigate }) };
  return (
    <nav aria-label="Main" className={cn("grid gap-4", collapsed && "justify-items-center")}>
      <ul className="grid gap-0.5">
        {PLACES.map(({ segment, label, icon }) => (
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
