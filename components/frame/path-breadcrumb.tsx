"use client";

import { usePathname } from "next/navigation";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { trailOf } from "./trail";

export function PathBreadcrumb({ org }: { org: { slug: string; name: string } }) {
  return <Breadcrumb crumbs={trailOf(usePathname(), org)} className="flex-1" />;
}
