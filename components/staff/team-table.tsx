"use client";

import { EllipsisVertical } from "lucide-react";
import { useState } from "react";
import { steppingUp } from "@/components/accounts/step-up/ask-for-proof";
import { Badge } from "@/components/ui/badge";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";
import { notify } from "@/components/ui/notify";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import type { ActionResult } from "@/lib/actions/result";
import type { StaffItem } from "@/lib/staff/list";
import type { ChangeStaffRoleInput } from "@/lib/staff/schemas";
import { StaffRoleField } from "./staff-role-field";
import { STAFF_ROLE_WORDS } from "./words";

type TeamTableProps = {
  team: readonly StaffItem[];
  changeRole: (input: ChangeStaffRoleInput) => Promise<ActionResult<unknown>>;
  remove: (input: { userId: string }) => Promise<ActionResult<unknown>>;
};

/** Everybody who is staff. Nobody changes themselves. */
export function TeamTable({ team, changeRole, remove }: TeamTableProps) {
  const [changed, setChanged] = useState<StaffItem | null>(null);
  const [removed, setRemoved] = useState<StaffItem | null>(null);
  return (
    <>
      <Table label="Staff">
        <TableHead>
          <TableRow>
            <TableHeader>Person</TableHeader>
            <TableHeader>Role</TableHeader>
            <TableHeader className="max-md:hidden">Second factor</TableHeader>
            <TableHeader className="max-md:hidden">Last seen</TableHeader>
            <TableHeader>
              <span className="sr-only">Actions</span>
            </TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {team.map((person) => (
            <TableRow key={person.userId}>
              <TableCell className="max-w-72 py-1.5 max-md:max-w-44">
                <span className="flex items-center gap-2">
                  <span className="truncate font-medium">{person.name}</span>
                  {person.isMe ? <Tag>you</Tag> : null}
                  {person.isDisabled ? <Tag>disabled</Tag> : null}
                </span>
                <span className="block truncate text-ink-muted">{person.email}</span>
                {person.hasSecondFactor ? null : (
                  <span className="block text-warn-ink text-xs md:hidden">
                    No second factor: sees nothing
                  </span>
                )}
              </TableCell>
              <TableCell>{STAFF_ROLE_WORDS[person.role].word}</TableCell>
              <TableCell className="max-md:hidden">
                {person.hasSecondFactor ? (
                  <Badge tone="ok">On</Badge>
                ) : (
                  <Badge tone="warn">Missing: sees nothing</Badge>
                )}
              </TableCell>
              <TableCell className="max-md:hidden">
                <RelativeTime at={person.lastSeenAt} isPast />
              </TableCell>
              <TableCell align="right">
                {person.isMe ? null : (
                  <Menu>
                    <MenuTrigger asChild>
                      <IconButton
                        icon={EllipsisVertical}
                        label={`Actions for ${person.name}`}
                        tooltip={false}
                      />
                    </MenuTrigger>
                    <MenuContent>
                      <MenuItem onSelect={() => setChanged(person)}>Change role…</MenuItem>
                      <MenuItem tone="danger" onSelect={() => setRemoved(person)}>
                        Remove from staff…
                      </MenuItem>
                    </MenuContent>
                  </Menu>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {changed === null ? null : (
        <ChangeRoleDialog person={changed} changeRole={changeRole} onClose={() => setChanged(null)} />
      )}
      <ConfirmDialog
        open={removed !== null}
        onOpenChange={() => setRemoved(null)}
        title={`Remove ${removed?.name ?? ""} from staff?`}
        confirmLabel="Remove from staff"
        tone="danger"
        onConfirm={async () => {
          if (removed === null) return undefined;
          const result = await steppingUp(remove)({ userId: removed.userId });
          if (!result.ok) return result.error.message;
          notify.done(`${removed.name} is not staff any more`);
          return undefined;
        }}
      >
        <p>
          Their next request to this console is answered as a stranger’s, in every session. Their account
          stays, and so do organizations they belong to.
        </p>
      </ConfirmDialog>
    </>
  );
}

type ChangeRoleDialogProps = Pick<TeamTableProps, "changeRole"> & { person: StaffItem; onClose: () => void };

function ChangeRoleDialog({ person, changeRole, onClose }: ChangeRoleDialogProps) {
  const [role, setRole] = useState(person.role);
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Change the role of ${person.name}`}
      confirmLabel="Change role"
      onConfirm={async () => {
        if (role === person.role) return undefined;
        const result = await steppingUp(changeRole)({ userId: person.userId, from: person.role, to: role });
        if (!result.ok) return result.error.message;
        notify.done(`${person.name} is ${STAFF_ROLE_WORDS[role].word.toLowerCase()} now`);
        return undefined;
      }}
    >
      <Field group label="Role" help="Takes effect with their next request, in every session.">
        <StaffRoleField value={role} onChange={setRole} />
      </Field>
    </ConfirmDialog>
  );
}
