"use client";

import { UserMinus } from "lucide-react";
import { useState } from "react";
import { ROLE_NAMES } from "@/components/accounts/role-words";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Dialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Tag } from "@/components/ui/tag";
import type { OrgForStaff } from "@/lib/orgs/get-for-staff";
import { InviteMemberDialog } from "./invite-member-dialog";
import { InvitesList } from "./invites-list";
import { MemberRemovalDialog } from "./member-removal-dialog";
import { MemberRoleDialog } from "./member-role-dialog";
import type { OrgActions } from "./org-actions";

type MembersCardProps = {
  orgId: string;
  members: OrgForStaff["members"];
  total: number;
  invites: OrgForStaff["invites"];
  actions: Pick<
    OrgActions,
    "changeRole" | "inviteMember" | "revokeInvite" | "previewRemoval" | "removeMember"
  >;
};

type Member = OrgForStaff["members"][number];
type Doing = { what: "role" | "removal"; member: Member } | { what: "invite" };

/** Who belongs to a customer, the strongest role first, and what to do where nobody there can. */
export function MembersCard({ orgId, members, total, invites, actions }: MembersCardProps) {
  const [doing, setDoing] = useState<Doing | null>(null);
  const done = () => setDoing(null);
  return (
    <Card aria-label="Members">
      <CardHeader
        title="Members"
        description={total > members.length ? `The first ${members.length} of ${total}.` : "Whom to talk to."}
        actions={
          <Button size="sm" onClick={() => setDoing({ what: "invite" })}>
            Invite member
          </Button>
        }
      />
      {members.length === 0 ? (
        <p className="px-5 pb-5 text-ink-muted">
          Nobody. Nothing of this organization can be changed by a customer.
        </p>
      ) : (
        <ul className="max-h-96 divide-y divide-line overflow-y-auto border-line border-t">
          {members.map((member) => (
            <li key={member.userId} className="flex items-center justify-between gap-3 px-5 py-2.5">
              <span className="min-w-0">
                <span className="block truncate">{member.name}</span>
                <a
                  href={`mailto:${member.email}`}
                  className="block truncate text-ink-muted text-sm underline-offset-4 hover:underline"
                >
                  {member.email}
                </a>
              </span>
              <span className="-mr-2 flex shrink-0 items-center gap-1">
                {member.isDisabled ? <Tag>disabled</Tag> : null}
                <Button
                  size="sm"
                  variant="ghost"
                  aria-label={`${member.name} is ${ROLE_NAMES[member.role].toLowerCase()}. Change role`}
                  onClick={() => setDoing({ what: "role", member })}
                >
                  {ROLE_NAMES[member.role]}
                </Button>
                <IconButton
                  icon={UserMinus}
                  size="sm"
                  label={`Remove ${member.name}`}
                  onClick={() => setDoing({ what: "removal", member })}
                />
              </span>
            </li>
          ))}
        </ul>
      )}
      <InvitesList orgId={orgId} invites={invites} revoke={actions.revokeInvite} />
      <Dialog open={doing !== null} onOpenChange={done}>
        {doing?.what === "role" ? (
          <MemberRoleDialog
            orgId={orgId}
            member={doing.member}
            changeRole={actions.changeRole}
            onDone={done}
          />
        ) : null}
        {doing?.what === "removal" ? (
          <MemberRemovalDialog orgId={orgId} member={doing.member} actions={actions} onDone={done} />
        ) : null}
        {doing?.what === "invite" ? (
          <InviteMemberDialog orgId={orgId} invite={actions.inviteMember} onDone={done} />
        ) : null}
      </Dialog>
    </Card>
  );
}
