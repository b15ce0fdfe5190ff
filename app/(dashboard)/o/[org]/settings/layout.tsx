import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { SettingsTabs } from "@/components/policies/settings-tabs";
import { requireOrg } from "@/lib/accounts/session";
import { can } from "@/lib/members/permissions";

type SettingsLayoutProps = { children: ReactNode; params: Promise<{ org: string }> };

/** Turns away who may not see settings before anything is sent: after a loading state it could not be a 404 any more. */
export default async function SettingsLayout({ children, params }: SettingsLayoutProps) {
  const { org, role } = await requireOrg((await params).org);
  if (!can(role, "policies:edit")) notFound();
  return (
    <>
      <SettingsTabs orgSlug={org.slug} role={role} />
      {children}
    </>
  );
}
