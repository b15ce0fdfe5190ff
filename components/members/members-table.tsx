"use client";

import { Ellipsis, LogOut, UserCog, UserMinus } from "lucide-react";
import { useState } from "react";
import { ROLE_NAMES } from "@/components/accounts/role-words";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { lazyPart } from "@/components/ui/lazy-part";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import type { MemberItem } from "@/lib/members/list";
import { mayManage, type Role } from "@/lib/members/permissions";
import type { MemberActions } from "./member-actions";
import { RoleDialog } from "./role-dialog";

const removal = lazyPart(() => import("./removal-dialog"));

type MembersTableProps = {
  orgSlug: string;
  orgName: string;
  myRole: Role;
  members: readonly MemberItem[];
  /** Longest overlap of a rotation in this deployment, in hours. */
  overlapCapHours: number;
  actions: MemberActions;
};

// On a phone the address stands below the name, and of the state only what is unusual is said.
const WIDE = "hidden md:table-cell";

/** Who belongs to the organization, and, for who may, what to do about it. */
export function MembersTable({ members, ...rest }: MembersTableProps) {
  const { orgSlug, orgName, myRole, overlapCapHours, actions } = rest;
  const [changing, setChanging] = useState<MemberItem | null>(null);
  const [removing, setRemoving] = useState<MemberItem | null>(null);
  const part = removal.use(removing !== null);
  return (
    <>
      <Table label="Members">
        <TableHead>
          <tr>
            <TableHeader>Name</TableHeader>
            <TableHeader className={WIDE}>E-mail</TableHeader>
            <TableHeader>Role</TableHeader>
            <TableHeader className={WIDE}>Status</TableHeader>
            <TableHeader className={WIDE}>Joined</TableHeader>
            <TableHeader>
              <span className="sr-only">Actions</span>
            </TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {members.map((member) => (
            <TableRow key={member.userId}>
              <TableCell className="font-medium max-md:w-full max-md:max-w-0 max-md:py-2 md:whitespace-nowrap">
                {member.name} {member.isMe ? <Tag className="ml-1.5">you</Tag> : null}
                <span className="block truncate font-normal text-ink-muted md:hidden">{member.email}</span>
              </TableCell>
              <TableCell className={cn(WIDE, "whitespace-nowrap text-ink-muted")}>{member.email}</TableCell>
              <TableCell>
                {ROLE_NAMES[member.role]}
                {member.isDisabled ? (
                  <Badge tone="idle" className="md:hidden">
                    Disabled
                  </Badge>
                ) : null}
              </TableCell>
              <TableCell className={WIDE}>
                {member.isDisabled ? <Badge tone="idle">Disabled</Badge> : <Badge tone="ok">Active</Badge>}
              </TableCell>
              <TableCell className={cn(WIDE, "text-ink-muted")}>
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
      {part === null ? null : (
        <part.RemovalDialog
          orgSlug={orgSlug}
          orgName={orgName}
          member={removing}
          overlapCapHours={overlapCapHours}
          onClose={() => setRemoving(null)}
          actions={actions}
        />
      )}
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
    <Menu onOpenChange={removal.load}>
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
