import {
  Activity,
  Boxes,
  Building2,
  Gauge,
  KeySquare,
  Layers,
  LayoutDashboard,
  LifeBuoy,
  type LucideIcon,
  Megaphone,
  ReceiptText,
  ScanSearch,
  Settings,
  UserCog,
} from "lucide-react";
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
    about: "What customers ask for, what their calls show, and what was decided.",
    permission: "qps:review",
  },
  {
    label: "Organizations",
    segment: "orgs",
    icon: Building2,
    about: "Type, plan, contract and state of every customer.",
    permission: "orgs:read",
  },
  {
    label: "Plans",
    segment: "plans",
    icon: Layers,
    about: "Keys, queries per second and quotas that customers get.",
    permission: "plans:manage",
  },
  {
    label: "Billing types",
    segment: "billing",
    icon: ReceiptText,
    about: "When keys of a type end, and how much they may be used.",
    permission: "plans:manage",
  },
  {
    label: "Products",
    segment: "products",
    icon: Boxes,
    about: "What keys can be valid for: paths, rates, weights, and where calls go.",
    permission: "products:manage",
  },
  {
    label: "Announcements",
    segment: "announcements",
    icon: Megaphone,
    about: "A line above every page of the dashboard.",
    permission: "announcements:manage",
  },
  {
    label: "System health",
    segment: "health",
    icon: Activity,
    about: "Edges, upstreams and the database: who lags, who is silent, how fast a change arrives.",
    permission: "health:read",
  },
  {
    label: "Staff",
    segment: "team",
    icon: UserCog,
    about: "Who works on this side, and as what.",
    permission: "staff:manage",
  },
  {
    label: "Settings",
    segment: "settings",
    icon: Settings,
    about: "How this installation is set up, and what else is set where.",
    permission: "settings:manage",
  },
  {
    label: "Installation keys",
    segment: "settings/keys",
    icon: KeySquare,
    about:
      "Replace the master key, the pepper and the keys that sign, and see what still needs a former one.",
    permission: "settings:manage",
  },
  {
    label: "Leak intake",
    segment: "settings/leak-intake",
    icon: ScanSearch,
    about: "Where scanners report secrets that they find in the open, and who may.",
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
