import { ROLE_NAMES } from "@/components/accounts/role-words";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import type { OrgReport } from "@/lib/support/org-report";
import { ResendButton } from "./resend-button";
import type { SupportActions } from "./support-actions";

type PeopleCardProps = {
  report: Pick<OrgReport, "org" | "members" | "invites">;
  ticket: string;
  resendInvite: SupportActions["resendInvite"];
};

/** Who belongs to a customer, and who is invited. */
export function PeopleCard({ report: { org, members, invites }, ticket, resendInvite }: PeopleCardProps) {
  return (
    <Card id="invitations">
      <CardHeader title="Members and invitations" />
      <ul className="divide-y divide-line border-line border-t">
        {invites.map(({ inviteId, email, role, expiresAt, isOver }) => (
          <li
            key={inviteId}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-5 py-3 text-sm"
          >
            <span className="min-w-0 break-all">
              {email} <span className="text-ink-muted">invited as {ROLE_NAMES[role].toLowerCase()}</span>
            </span>
            <span className="flex flex-wrap items-center gap-x-4 gap-y-2 text-ink-muted">
              {isOver ? <Badge tone="warn">Ran out</Badge> : <Badge tone="info">Open</Badge>}
              <RelativeTime at={expiresAt} />
              <ResendButton invite={{ orgId: org.id, inviteId, email, ticket }} resendInvite={resendInvite} />
            </span>
          </li>
        ))}
        {members.map(({ userId, name, email, role, isDisabled }) => (
          <li
            key={userId}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 px-5 py-3 text-sm"
          >
            <span className="min-w-0 break-words">
              <bdi className="font-medium">{name}</bdi>{" "}
              <span className="text-ink-muted break-all">{email}</span>
            </span>
            <span className="flex basis-full items-center gap-x-4 text-ink-muted sm:basis-auto">
              {isDisabled ? <Badge tone="idle">Disabled</Badge> : null}
              {ROLE_NAMES[role]}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
