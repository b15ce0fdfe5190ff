"use client";

import { BookOpen, CircleUser, type LucideIcon } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { NavLink } from "./nav-link";

export type NavItem = {
  href: string;
  label: string;
  icon: LucideIcon;
  /** Only the page itself is this place, not what lies below it. */
  exact?: boolean;
};

type NavListProps = { items: readonly NavItem[]; collapsed?: boolean; onNavigate?: () => void };

/** The places of a frame, then those that belong to everybody. */
export function NavList({ items, collapsed = false, onNavigate }: NavListProps) {
  const shared = { collapsed, ...(onNavigate && { onNavigate }) };
  return (
    <nav aria-label="Main" className={cn("grid gap-4", collapsed && "justify-items-center")}>
      <ul className="grid gap-0.5">
        {items.map((item) => (
          <li key={item.href}>
            <NavLink {...item} {...shared} />
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
