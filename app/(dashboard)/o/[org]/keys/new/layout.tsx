import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { requireOrg } from "@/lib/accounts/session";
import { can } from "@/lib/members/permissions";

type NewKeyLayoutProps = { children: ReactNode; params: Promise<{ org: string }> };

/** Turns away who may not create keys before anything is sent: after the loading state it could not be a 404 any more. */
export default async function NewKeyLayout({ children, params }: NewKeyLayoutProps) {
  const { role } = await requireOrg((await params).org);
  if (!can(role, "keys:create")) notFound();
  return children;
}
