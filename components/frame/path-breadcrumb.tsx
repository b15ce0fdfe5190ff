"use client";

import { usePathname } from "next/navigation";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { trailOf } from "./trail";
import { useTrailNames } from "./trail-name";

export function PathBreadcrumb({ org }: { org: { slug: string; name: string } }) {
  return <Breadcrumb crumbs={trailOf(usePathname(), org, useTrailNames())} className="flex-1" />;
}
