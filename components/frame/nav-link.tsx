"use client";

import type { LucideIcon } from "lucide-react";
import Link, { useLinkStatus } from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn";
import { Spinner } from "@/components/ui/spinner";
import { Tooltip } from "@/components/ui/tooltip";

type NavLinkProps = {
  href: string;
  label: string;
  icon: LucideIcon;
  /** Only the page itself is this place, not what lies below it. */
  exact?: boolean;
  collapsed?: boolean;
  onNavigate?: () => void;
};

export function NavLink({ href, label, icon, exact = false, collapsed = false, onNavigate }: NavLinkProps) {
  const pathname = usePathname();
  const here = pathname === href || (!exact && pathname.startsWith(`${href}/`));
  const link = (
    <Link
      href={href}
      // Every page is rendered for its reader; a prefetch would ask the server for six of them at each view.
      prefetch={false}
      aria-current={here ? "page" : undefined}
      {...(onNavigate && { onNavigate })}
      className={cn(
        "relative flex h-8 items-center gap-2.5 rounded-md px-2 text-ink-muted transition-colors hover:bg-hover hover:text-ink",
        here && "bg-hover font-medium text-ink",
        collapsed && "w-8",
      )}
    >
      <Glyph icon={icon} here={here} />
      <span className={collapsed ? "sr-only" : "truncate"}>{label}</span>
    </Link>
  );
  return collapsed ? (
    <Tooltip content={label} side="right">
      {link}
    </Tooltip>
  ) : (
    link
  );
}

/** Turns into a spinner while the page it leads to is on its way. */
function Glyph({ icon: Icon, here }: { icon: LucideIcon; here: boolean }) {
  const { pending } = useLinkStatus();
  if (pending) return <Spinner className="shrink-0" />;
  return <Icon aria-hidden="true" className={cn("size-4 shrink-0", here && "text-accent")} />;
}
