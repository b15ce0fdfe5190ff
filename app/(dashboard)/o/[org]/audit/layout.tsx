import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { requireOrg } from "@/lib/accounts/session";
import { can } from "@/lib/members/permissions";

type AuditLayoutProps = { children: ReactNode; params: Promise<{ org: string }> };

/** Turns away who may not see the log before anything is sent: after a loading state it could not be a 404 any more. */
export default async function AuditLayout({ children, params }: AuditLayoutProps) {
  const { role } = await requireOrg((await params).org);
  if (!can(role, "audit:read")) notFound();
  return children;
}
