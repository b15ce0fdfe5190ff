import type { Crumb } from "@/components/ui/breadcrumb";
import { shorten } from "@/components/ui/shorten";
import { PLACES, placeHref } from "./places";
import { STAFF_PLACES, staffHref } from "./staff-places";

const STEPS: Readonly<Record<string, string>> = {
  new: "Create key",
  edit: "Edit",
  rotation: "Rotation",
  trash: "Trash",
  hygiene: "Hygiene",
  policies: "Policies",
  tokens: "Management tokens",
  webhooks: "Webhooks",
  leak: "A key leaked",
  restrictions: "Default restrictions",
  notices: "Notices",
  preferences: "Preferences",
  "requests/new": "New request",
  "requests/policy": "Policy",
  "analytics/requests": "Request log",
  "analytics/report": "Monthly report",
  "alerts/rules": "Rules",
  prices: "Price list",
  "plans/new": "New plan",
  "products/new": "New product",
  "products/upstreams": "Upstreams",
  "products/upstreams/new": "New upstream",
};

/** Parts of paths that lead nowhere by themselves. */
const NO_PAGES: ReadonlySet<string> = new Set(["support/keys", "support/orgs", "support/calls"]);

/** What things are called whose IDs stand in paths; one that is not among them is shown by its ID, cut short. */
type Names = ReadonlyMap<string, string>;

/** The way to a page of an organization, read from its path: `/o/acme/keys/key_…` → Acme › Keys › key_4fT2…9aQx. */
export function trailOf(pathname: string, org: { slug: string; name: string }, names: Names): Crumb[] {
  const segments = pathname.split("/").slice(3).filter(Boolean);
  const crumbs: Crumb[] = [{ label: org.name, href: placeHref(org.slug, "keys") }];
  segments.forEach((segment, index) => {
    const place = index === 0 ? PLACES.find((one) => one.segment === segment) : undefined;
    const path = segments.slice(0, index + 1).join("/");
    const label = place?.label ?? STEPS[path] ?? STEPS[segment] ?? names.get(segment) ?? shorten(segment);
    crumbs.push({ label, href: placeHref(org.slug, path) });
  });
  return crumbs;
}

/** The way to a page of the staff console: `/staff/plans/pln_…` → Console › Plans › Growth. */
export function staffTrailOf(pathname: string, names: Names): Crumb[] {
  const segments = pathname.split("/").slice(2).filter(Boolean);
  const crumbs: Crumb[] = [{ label: "Console", href: staffHref("") }];
  segments.forEach((segment, index) => {
    const path = segments.slice(0, index + 1).join("/");
    if (NO_PAGES.has(path)) return;
    const place = STAFF_PLACES.find((one) => one.segment === path);
    crumbs.push({
      label: place?.label ?? STEPS[path] ?? STEPS[segment] ?? names.get(segment) ?? shorten(segment),
      href: staffHref(path),
    });
  });
  return crumbs;
}
