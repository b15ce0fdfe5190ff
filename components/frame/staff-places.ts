import { LayoutDashboard, type LucideIcon } from "lucide-react";
import { type StaffPermission, type StaffRole, staffCan } from "@/lib/members/permissions";

export type StaffPlace = {
  label: string;
  /** Below `/staff`; empty for the page itself. */
  segment: string;
  icon: LucideIcon;
  /** What one does there, in a sentence. */
  about: string;
  /** Shown only to who holds it; left out: to all staff. */
  permission?: StaffPermission;
};

/** The pages of the provider's staff, in the order of the sidebar. */
export const STAFF_PLACES: readonly StaffPlace[] = [
  { label: "Overview", segment: "", icon: LayoutDashboard, about: "What waits for somebody." },
];

/** The pages a member of staff may open. */
export function staffPlacesFor(role: StaffRole): readonly StaffPlace[] {
  return STAFF_PLACES.filter(({ permission }) => permission === undefined || staffCan(role, permission));
}

export function staffHref(segment: string): string {
  return segment === "" ? "/staff" : `/staff/${segment}`;
}
