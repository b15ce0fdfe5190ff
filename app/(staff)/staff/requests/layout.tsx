import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { requireStaffPage } from "@/lib/accounts/session";
import { staffCan } from "@/lib/members/permissions";

/** Turns away who may not see requests before anything is sent: after a loading state it could not be a 404 any more. */
export default async function StaffRequestsLayout({ children }: { children: ReactNode }) {
  const { staffRole } = await requireStaffPage();
  if (!staffCan(staffRole, "qps:review")) notFound();
  return children;
}
