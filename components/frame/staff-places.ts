import { Activity, Boxes, Gauge, KeySquare, LayoutDashboard, LifeBuoy, type LucideIcon } from "lucide-react";
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
  {
    label: "Support",
    segment: "support",
    icon: LifeBuoy,
    about: "Find what a ticket is about: a key, a call, a customer.",
    permission: "support:look_up",
  },
  {
    label: "QPS requests",
    segment: "requests",
    icon: Gauge,
    about: "Decide what customers ask for, with what their calls show.",
    permission: "qps:review",
  },
  {
    label: "Products",
    segment: "products",
    icon: Boxes,
    about: "What keys can be valid for: paths, rates, weights, and where calls go.",
    permission: "products:manage",
  },
  {
    label: "System health",
    segment: "health",
    icon: Activity,
    about: "Edges, upstreams and the database: who lags, who is silent, how fast a change arrives.",
    permission: "health:read",
  },
  {
    label: "Installation keys",
    segment: "settings/keys",
    icon: KeySquare,
    about:
      "Replace the master key, the pepper and the keys that sign, and see what still needs a former one.",
    permission: "settings:manage",
  },
];

/** The pages a member of staff may open. */
export function staffPlacesFor(role: StaffRole): readonly StaffPlace[] {
  return STAFF_PLACES.filter(({ permission }) => permission === undefined || staffCan(role, permission));
}

export function staffHref(segment: string): string {
  return segment === "" ? "/staff" : `/staff/${segment}`;
}
