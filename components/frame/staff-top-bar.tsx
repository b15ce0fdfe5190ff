import type { ReactNode } from "react";
import type { ActionResult } from "@/lib/actions/result";
import type { StaffRole } from "@/lib/members/permissions";
import { PersonMenu } from "./person-menu";
import { StaffBreadcrumb } from "./staff-breadcrumb";
import { StaffMobileNav } from "./staff-nav";
import { ThemeSwitch } from "./theme-switch";

type StaffTopBarProps = {
  role: StaffRole;
  person: { name: string; email: string };
  brand: ReactNode;
  bell: ReactNode;
  signOut: () => Promise<ActionResult<unknown> | undefined>;
};

export function StaffTopBar({ role, person, brand, bell, signOut }: StaffTopBarProps) {
  return (
    <header className="sticky top-0 z-30 flex h-14 items-center gap-2 border-b border-line bg-canvas/95 px-3 backdrop-blur sm:px-6 lg:px-8">
      <StaffMobileNav role={role} brand={brand} />
      <StaffBreadcrumb />
      {bell}
      <ThemeSwitch />
      <PersonMenu person={person} signOut={signOut} />
    </header>
  );
}
