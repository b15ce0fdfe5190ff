import type { Metadata } from "next";
import { MemberTable } from "@/components/accounts/member-table";
import { RoleTable } from "@/components/accounts/role-table";
import { PageHeader } from "@/components/ui/page-header";
import { requireOrg } from "@/lib/accounts/session";
import { listMembers } from "@/lib/members/list";

export const metadata: Metadata = { title: "Members" };

type MembersPageProps = { params: Promise<{ org: string }> };

export default async function MembersPage({ params }: MembersPageProps) {
  const ctx = await requireOrg((await params).org);
  const members = await listMembers(ctx);
  return (
    <>
      <PageHeader
        title="Members"
        description={`Who belongs to ${ctx.org.name}, and what each of them may do. Inviting people and changing roles are not part of this version.`}
      />
      <MemberTable members={members} />
      <h2 className="mt-10 mb-1 text-lg font-medium">Roles</h2>
      <p className="mb-4 max-w-prose text-ink-muted">
        “Own keys” are the keys a person created. Support staff of the provider never see a secret.
      </p>
      <RoleTable />
    </>
  );
}
