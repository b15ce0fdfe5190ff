"use client";

import { useState } from "react";
import { ROLE_NAMES } from "@/components/accounts/role-words";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { notify } from "@/components/ui/notify";
import type { MemberItem } from "@/lib/members/list";
import type { Role } from "@/lib/members/permissions";
import type { MemberActions } from "./member-actions";
import { RoleField } from "./role-field";

type RoleDialogProps = {
  orgSlug: string;
  myRole: Role;
  /** Whose role; `null`: closed. */
  member: MemberItem | null;
  onClose: () => void;
  changeRole: MemberActions["changeRole"];
};

/** Chooses another role for a member. */
export function RoleDialog({ orgSlug, myRole, member, onClose, changeRole }: RoleDialogProps) {
  const [chosen, setChosen] = useState<{ userId: string; role: Role } | null>(null);
  const role = member === null ? "viewer" : chosen?.userId === member.userId ? chosen.role : member.role;
  return (
    <ConfirmDialog
      open={member !== null}
      onOpenChange={(open) => {
        if (open) return;
        setChosen(null);
        onClose();
      }}
      title={member?.isMe ? "Change your role" : `Change the role of ${member?.name ?? ""}`}
      confirmLabel="Change role"
      onConfirm={async () => {
        if (member === null || role === member.role) return undefined;
        const result = await changeRole(orgSlug, { userId: member.userId, from: member.role, to: role });
        if (!result.ok) return result.error.message;
        notify.done(`${member.name} is ${ROLE_NAMES[role].toLowerCase()} now`);
        return undefined;
      }}
    >
      {member ? (
        <div className="grid gap-4 text-ink">
          <Field group label="Role" help="Takes effect with their next request, in every session.">
            <RoleField
              myRole={myRole}
              value={role}
              onChange={(next) => setChosen({ userId: member.userId, role: next })}
            />
          </Field>
          {member.isMe ? (
            <p className="text-ink-muted text-sm">
              Only somebody above your new role can give you this one back.
            </p>
          ) : null}
        </div>
      ) : null}
    </ConfirmDialog>
  );
}
