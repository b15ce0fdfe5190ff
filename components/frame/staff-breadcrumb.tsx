"use client";

import { usePathname } from "next/navigation";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { staffTrailOf } from "./trail";

export function StaffBreadcrumb() {
  return <Breadcrumb crumbs={staffTrailOf(usePathname())} className="flex-1" />;
}
