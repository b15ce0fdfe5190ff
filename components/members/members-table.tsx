"use client";

import { Ellipsis, LogOut, UserCog, UserMinus } from "lucide-react";
import { useState } from "react";
import { ROLE_NAMES } from "@/components/accounts/role-words";
import { Badge } from "@/components/ui/badge";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import type { MemberItem } from "@/lib/members/list";
import { mayManage, type Role } from "@/lib/members/permissions";
import type { MemberActions } from "./member-actions";
import { RemovalDialog } from "./removal-dialog";
import { RoleDialog } from "./role-dialog";

type MembersTableProps = {
  orgSlug: string;
  orgName: string;
  myRole: Role;
  members: readonly MemberItem[];
  /** Longest overlap of a rotation in this deployment, in hours. */
  overlapCapHours: number;
  actions: MemberActions;
};

/** Who belongs to the organization, and, for who may, what to do about it. */
export function MembersTable({ members, ...rest }: MembersTableProps) {
  const { orgSlug, orgName, myRole, overlapCapHours, actions } = rest;
  const [changing, setChanging] = useState<MemberItem | null>(null);
  const [removing, setRemoving] = useState<MemberItem | null>(null);
  return (
    <>
      <Table label="Members">
        <TableHead>
          <tr>
            <TableHeader>Name</TableHeader>
            <TableHeader>E-mail</TableHeader>
            <TableHeader>Role</TableHeader>
            <TableHeader>Status</TableHeader>
            <TableHeader>Joined</TableHeader>
            <TableHeader>
              <span className="sr-only">Actions</span>
            </TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {members.map((member) => (
            <TableRow key={member.userId}>
              <TableCell className="whitespace-nowrap font-medium">
                {member.name} {member.isMe ? <Tag className="ml-1.5">you</Tag> : null}
              </TableCell>
              <TableCell className="whitespace-nowrap text-ink-muted">{member.email}</TableCell>
              <TableCell>{ROLE_NAMES[member.role]}</TableCell>
              <TableCell>
                {member.isDisabled ? <Badge tone="idle">Disabled</Badge> : <Badge tone="ok">Active</Badge>}
              </TableCell>
              <TableCell className="text-ink-muted">
                <RelativeTime at={member.joinedAt} />
              </TableCell>
              <TableCell align="right">
                <MemberMenu
                  member={member}
                  myRole={myRole}
                  onChangeRole={() => setChanging(member)}
                  onRemove={() => setRemoving(member)}
                />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <RoleDialog
        orgSlug={orgSlug}
        myRole={myRole}
        member={changing}
        onClose={() => setChanging(null)}
        changeRole={actions.changeRole}
      />
      <RemovalDialog
        orgSlug={orgSlug}
        orgName={orgName}
        member={removing}
        overlapCapHours={overlapCapHours}
        onClose={() => setRemoving(null)}
        actions={actions}
      />
    </>
  );
}

type MemberMenuProps = {
  member: MemberItem;
  myRole: Role;
  onChangeRole: () => void;
  onRemove: () => void;
};

function MemberMenu({ member, myRole, onChangeRole, onRemove }: MemberMenuProps) {
  const mayChange = mayManage(myRole, member.role);
  if (!mayChange && !member.isMe) return null;
  return (
    <Menu>
      <MenuTrigger asChild>
        <IconButton icon={Ellipsis} label={`Actions for ${member.name}`} tooltip={false} size="sm" />
      </MenuTrigger>
      <MenuContent>
        {mayChange ? (
          <MenuItem icon={UserCog} onSelect={onChangeRole}>
            Change role…
          </MenuItem>
        ) : null}
        {member.isMe ? (
          <MenuItem icon={LogOut} tone="danger" onSelect={onRemove}>
            Leave organization…
          </MenuItem>
        ) : (
          <MenuItem icon={UserMinus} tone="danger" onSelect={onRemove}>
            Remove member…
          </MenuItem>
        )}
      </MenuContent>
    </Menu>
  );
}
