import type { Metadata } from "next";
import { AddStaffButton } from "@/components/staff/add-staff-button";
import { TeamTable } from "@/components/staff/team-table";
import { PageHeader } from "@/components/ui/page-header";
import { requireStaffPage } from "@/lib/accounts/session";
import { listStaff } from "@/lib/staff/list";
import { addStaffAction, changeStaffRoleAction, removeStaffAction } from "./actions";

export const metadata: Metadata = { title: "Staff" };

export default async function TeamPage() {
  const ctx = await requireStaffPage("staff:manage");
  return (
    <>
      <PageHeader
        title="Staff"
        description="Who works on this side. Nobody changes their own role, and nobody sees anything without a second factor."
        actions={<AddStaffButton add={addStaffAction} />}
      />
      <TeamTable team={await listStaff(ctx)} changeRole={changeStaffRoleAction} remove={removeStaffAction} />
    </>
  );
}
