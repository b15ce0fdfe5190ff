"use client";

import { useState } from "react";
import { ROLE_NAMES } from "@/components/accounts/role-words";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { notify } from "@/components/ui/notify";
import { RelativeTime } from "@/components/ui/relative-time";
import type { OrgForStaff } from "@/lib/orgs/get-for-staff";
import type { OrgActions } from "./org-actions";

type InvitesListProps = {
  orgId: string;
  invites: OrgForStaff["invites"];
  revoke: OrgActions["revokeInvite"];
};

/** Invitations of a customer that nobody has accepted yet. */
export function InvitesList({ orgId, invites, revoke }: InvitesListProps) {
  const [revoked, setRevoked] = useState<OrgForStaff["invites"][number] | null>(null);
  if (invites.length === 0) return null;
  return (
    <>
      <p className="border-line border-t px-5 pt-3 font-medium text-sm">Open invitations</p>
      <ul>
        {invites.map((invite) => (
          <li key={invite.inviteId} className="flex items-center justify-between gap-3 px-5 py-2.5">
            <span className="min-w-0">
              <span className="block truncate">{invite.email}</span>
              <span className="block text-ink-muted text-sm">
                {ROLE_NAMES[invite.role]}, {invite.isOver ? "ran out" : "ends"}{" "}
                <RelativeTime at={invite.expiresAt} />
              </span>
            </span>
            <Button
              size="sm"
              variant="ghost"
              className="-mr-2 shrink-0"
              aria-label={`Revoke the invitation of ${invite.email}`}
              onClick={() => setRevoked(invite)}
            >
              Revoke
            </Button>
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={revoked !== null}
        onOpenChange={() => setRevoked(null)}
        title={`Revoke the invitation of ${revoked?.email ?? ""}?`}
        confirmLabel="Revoke invitation"
        tone="danger"
        onConfirm={async () => {
          if (revoked === null) return undefined;
          const result = await revoke({ orgId, inviteId: revoked.inviteId });
          if (!result.ok) return result.error.message;
          notify.done("Invitation revoked");
          return undefined;
        }}
      >
        <p>Its link leads nowhere from then on. The organization sees it in its audit log.</p>
      </ConfirmDialog>
    </>
  );
}
