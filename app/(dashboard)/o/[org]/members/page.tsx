import type { Metadata } from "next";
import { RoleTable } from "@/components/accounts/role-table";
import { InviteButton } from "@/components/members/invite-button";
import { InvitesTable } from "@/components/members/invites-table";
import { MembersTable } from "@/components/members/members-table";
import { PageHeader } from "@/components/ui/page-header";
import { requireOrg } from "@/lib/accounts/session";
import { env } from "@/lib/env";
import { listMembers } from "@/lib/members/list";
import { listInvites } from "@/lib/members/list-invites";
import { can } from "@/lib/members/permissions";
import {
  changeRoleAction,
  inviteMemberAction,
  leaveOrgAction,
  previewRemovalAction,
  removeMemberAction,
  resendInviteAction,
  revokeInviteAction,
} from "./actions";

export const metadata: Metadata = { title: "Members" };

type MembersPageProps = { params: Promise<{ org: string }> };

export default async function MembersPage({ params }: MembersPageProps) {
  const ctx = await requireOrg((await params).org);
  const mayEdit = can(ctx.role, "members:edit");
  const [members, invites] = await Promise.all([listMembers(ctx), mayEdit ? listInvites(ctx) : []]);
  const { slug, name } = ctx.org;
  return (
    <>
      <PageHeader
        title="Members"
        description={`Who belongs to ${name}, and what each of them may do.`}
        actions={
          mayEdit ? <InviteButton orgSlug={slug} myRole={ctx.role} invite={inviteMemberAction} /> : null
        }
      />
      <MembersTable
        orgSlug={slug}
        orgName={name}
        myRole={ctx.role}
        members={members}
        overlapCapHours={env().OVERLAP_CAP_HOURS}
        actions={{
          invite: inviteMemberAction,
          resend: resendInviteAction,
          revoke: revokeInviteAction,
          changeRole: changeRoleAction,
          previewRemoval: previewRemovalAction,
          remove: removeMemberAction,
          leave: leaveOrgAction,
        }}
      />
      {invites.length > 0 ? (
        <>
          <h2 className="mt-10 mb-4 font-medium text-lg">Open invitations</h2>
          <InvitesTable
            orgSlug={slug}
            invites={invites}
            actions={{ resend: resendInviteAction, revoke: revokeInviteAction }}
          />
        </>
      ) : null}
      <h2 className="mt-10 mb-1 font-medium text-lg">Roles</h2>
      <p className="mb-4 max-w-prose text-ink-muted">
        “Own keys” are the keys a person created or was handed. Support staff of the provider never see a
        secret.
      </p>
      <RoleTable />
    </>
  );
}
