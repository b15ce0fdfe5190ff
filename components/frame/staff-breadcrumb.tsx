"use client";

import { usePathname } from "next/navigation";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { staffTrailOf } from "./trail";
import { useTrailNames } from "./trail-name";

export function StaffBreadcrumb() {
  return <Breadcrumb crumbs={staffTrailOf(usePathname(), useTrailNames())} className="flex-1" />;
}
