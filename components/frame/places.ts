import { ChartNoAxesColumn, KeyRound, type LucideIcon, Map as MapIcon, Users } from "lucide-react";

export type Place = {
  label: string;
  segment: string;
  icon: LucideIcon /** Further words that find it. */;
  keywords: string[];
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
  { label: "Map", segment: "map", icon: MapIcon, keywords: ["tiles", "try"] },
  { label: "Members", segment: "members", icon: Users, keywords: ["people", "roles", "team"] },
];

export function placeHref(orgSlug: string, segment: string): string {
  return `/o/${orgSlug}/${segment}`;
}
