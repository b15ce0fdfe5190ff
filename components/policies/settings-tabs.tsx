"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn";
import { can, type Permission, type Role } from "@/lib/members/permissions";

const TABS = [
  { segment: "policies", label: "Policies", permission: "policies:edit" },
  { segment: "tokens", label: "Management tokens", permission: "tokens:manage" },
  { segment: "webhooks", label: "Webhooks", permission: "webhooks:manage" },
] as const satisfies readonly {
  segment: string;
  label: string;
  permission: Permission;
}[];

/** The parts of an organization's settings that this role may open, each a page of its own. */
export function SettingsTabs({ orgSlug, role }: { orgSlug: string; role: Role }) {
  const pathname = usePathname();
  return (
    <nav aria-label="Settings" className="mb-6 flex gap-4 overflow-x-auto border-line border-b">
      {TABS.filter(({ permission }) => can(role, permission)).map(({ segment, label }) => {
        const href = `/o/${orgSlug}/settings/${segment}`;
        const here = pathname === href || pathname.startsWith(`${href}/`);
        return (
          <Link
            key={segment}
            href={href}
            prefetch={false}
            aria-current={here ? "page" : undefined}
            className={cn(
              "-mb-px flex h-9 shrink-0 items-center border-b-2 border-transparent text-ink-muted transition-colors hover:text-ink focus-visible:-outline-offset-2",
              here && "border-accent font-medium text-ink",
            )}
          >
            {label}
          </Link>
        );
      })}
    </nav>
  );
}
