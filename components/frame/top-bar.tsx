import type { ReactNode } from "react";
import type { ActionResult } from "@/lib/actions/result";
import type { Role } from "@/lib/members/permissions";
import { MobileNav } from "./mobile-nav";
import type { FrameOrg } from "./org-switcher";
import { PathBreadcrumb } from "./path-breadcrumb";
import { PersonMenu } from "./person-menu";
import { SearchButton } from "./search-button";
import { ThemeSwitch } from "./theme-switch";

type TopBarProps = {
  org: FrameOrg;
  role: Role;
  orgs: readonly FrameOrg[];
  person: { name: string; email: string };
  isStaff: boolean;
  mayCreateKey: boolean;
  brand: ReactNode;
  bell: ReactNode;
  signOut: () => Promise<ActionResult<unknown> | undefined>;
};

export function TopBar({
  org,
  role,
  orgs,
  person,
  isStaff,
  mayCreateKey,
  brand,
  bell,
  signOut,
}: TopBarProps) {
  return (
    <header className="sticky top-0 z-30 flex h-14 items-center gap-2 border-b border-line bg-canvas/95 px-3 backdrop-blur sm:px-6 lg:px-8 print:hidden">
      <MobileNav org={org} role={role} orgs={orgs} brand={brand} />
      <PathBreadcrumb org={org} />
      <SearchButton orgSlug={org.slug} role={role} orgs={orgs} mayCreateKey={mayCreateKey} />
      {bell}
      <ThemeSwitch />
      <PersonMenu person={person} isStaff={isStaff} signOut={signOut} />
    </header>
  );
}
