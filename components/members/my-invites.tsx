import { ROLE_NAMES } from "@/components/accounts/role-words";
import type { MyInvite } from "@/lib/members/list-my-invites";
import { AcceptInviteButton } from "./accept-invite-button";

type MyInvitesProps = {
  invites: readonly MyInvite[];
  accept: Parameters<typeof AcceptInviteButton>[0]["accept"];
};

/** Organizations that wait for this person to join. */
export function MyInvites({ invites, accept }: MyInvitesProps) {
  return (
    <ul aria-label="Invitations" className="grid divide-y divide-line rounded-md border border-line">
      {invites.map(({ inviteId, orgName, role }) => (
        <li key={inviteId} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
          <span className="min-w-0">
            <span className="block truncate font-medium">{orgName}</span>
            <span className="block text-ink-muted text-sm">
              invites you as {ROLE_NAMES[role].toLowerCase()}
            </span>
          </span>
          <AcceptInviteButton by={{ kind: "id", inviteId }} label="Join" size="sm" accept={accept} />
        </li>
      ))}
    </ul>
  );
}
