import {
  BellRing,
  ChartNoAxesColumn,
  Gauge,
  KeyRound,
  type LucideIcon,
  Map as MapIcon,
  ScrollText,
  Settings,
  Users,
} from "lucide-react";
import { can, type Permission, type Role } from "@/lib/members/permissions";

export type Place = {
  label: string;
  segment: string;
  icon: LucideIcon /** Further words that find it. */;
  keywords: string[];
  /** Shown only to who holds it. */
  permission?: Permission;
};

/** The pages of an organization, in the order of the sidebar. */
export const PLACES: readonly Place[] = [
  { label: "Keys", segment: "keys", icon: KeyRound, keywords: ["api", "secret"] },
  {
    label: "Analytics",
    segment: "analytics",
    icon: ChartNoAxesColumn,
    keywords: ["usage", "requests", "errors"],
  },
  {
    label: "Alerts",
    segment: "alerts",
    icon: BellRing,
    keywords: ["quota", "spike", "errors", "new country", "rules"],
  },
  {
    label: "Requests",
    segment: "requests",
    icon: Gauge,
    keywords: ["qps", "limit", "increase", "queries per second"],
    permission: "qps:read",
  },
  { label: "Map", segment: "map", icon: MapIcon, keywords: ["tiles", "try"] },
  { label: "Members", segment: "members", icon: Users, keywords: ["people", "roles", "team", "invite"] },
  {
    label: "Audit",
    segment: "audit",
    icon: ScrollText,
    keywords: ["log", "history", "who"],
    permission: "audit:read",
  },
  {
    label: "Settings",
    segment: "settings",
    icon: Settings,
    keywords: ["policies", "tokens", "rules"],
    permission: "policies:edit",
  },
];

/** The pages a role may open. */
export function placesFor(role: Role): readonly Place[] {
  return PLACES.filter(({ permission }) => permission === undefined || can(role, permission));
}

export function placeHref(orgSlug: string, segment: string): string {
  return `/o/${orgSlug}/${segment}`;
}
