"use client";

import { useState, useTransition } from "react";
import { refusalWords } from "@/components/accounts/refusal-words";
import { ROLE_NAMES } from "@/components/accounts/role-words";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { notify } from "@/components/ui/notify";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { InviteItem } from "@/lib/members/list-invites";
import type { MemberActions } from "./member-actions";
import { NOT_MAILED } from "./not-mailed";

type InvitesTableProps = {
  orgSlug: string;
  invites: readonly InviteItem[];
  actions: Pick<MemberActions, "resend" | "revoke">;
};

// On a phone what an invitation is stands below its address.
const WIDE = "hidden md:table-cell";

/** Invitations nobody has accepted yet. */
export function InvitesTable({ orgSlug, invites, actions }: InvitesTableProps) {
  const [revoking, setRevoking] = useState<InviteItem | null>(null);
  const [sending, startSending] = useTransition();
  const [sent, setSent] = useState<string>();
  const resend = ({ inviteId, email }: InviteItem) => {
    setSent(inviteId);
    startSending(async () => {
      const result = await actions.resend(orgSlug, { inviteId });
      if (!result.ok) notify.failed({ ...result.error, message: refusalWords(result.error) });
      else if (result.data.isMailed) notify.done(`New link sent to ${email}; the old one stopped working`);
      else notify.failed(NOT_MAILED);
    });
  };
  return (
    <>
      <Table label="Open invitations">
        <TableHead>
          <tr>
            <TableHeader>E-mail</TableHeader>
            <TableHeader className={WIDE}>Role</TableHeader>
            <TableHeader className={WIDE}>Status</TableHeader>
            <TableHeader className={WIDE}>Invited by</TableHeader>
            <TableHeader className={WIDE}>Ends</TableHeader>
            <TableHeader>
              <span className="sr-only">Actions</span>
            </TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {invites.map((invite) => (
            <TableRow key={invite.inviteId}>
              <TableCell className="font-medium max-md:w-full max-md:max-w-0 max-md:py-2 md:whitespace-nowrap">
                <span className="block truncate">{invite.email}</span>
                <span className="block font-normal text-ink-muted md:hidden">
                  {ROLE_NAMES[invite.role]} · {invite.isOver ? "ran out" : "ends"}{" "}
                  <RelativeTime at={invite.expiresAt} />
                </span>
              </TableCell>
              <TableCell className={WIDE}>{ROLE_NAMES[invite.role]}</TableCell>
              <TableCell className={WIDE}>
                <Badge tone={invite.isOver ? "idle" : "info"}>{invite.isOver ? "Ran out" : "Waiting"}</Badge>
              </TableCell>
              <TableCell className={cn(WIDE, "whitespace-nowrap text-ink-muted")}>
                {invite.invitedBy}
              </TableCell>
              <TableCell className={cn(WIDE, "text-ink-muted")}>
                <RelativeTime at={invite.expiresAt} />
              </TableCell>
              <TableCell align="right">
                {invite.canManage ? (
                  <div className="flex flex-col items-end md:flex-row md:justify-end md:gap-2">
                    <Button
                      size="sm"
                      variant="ghost"
                      pending={sending && sent === invite.inviteId}
                      onClick={() => resend(invite)}
                    >
                      Send again
                    </Button>
                    <Button size="sm" variant="ghost" onClick={() => setRevoking(invite)}>
                      Revoke
                    </Button>
                  </div>
                ) : null}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <ConfirmDialog
        open={revoking !== null}
        onOpenChange={(open) => {
          if (!open) setRevoking(null);
        }}
        title="Revoke this invitation?"
        confirmLabel="Revoke invitation"
        tone="danger"
        onConfirm={async () => {
          if (revoking === null) return undefined;
          const result = await actions.revoke(orgSlug, { inviteId: revoking.inviteId });
          if (!result.ok) return result.error.message;
          notify.done("Invitation revoked");
          return undefined;
        }}
      >
        <p>
          The link sent to <span className="font-medium text-ink wrap-anywhere">{revoking?.email}</span> stops
          working at once.
        </p>
      </ConfirmDialog>
    </>
  );
}
