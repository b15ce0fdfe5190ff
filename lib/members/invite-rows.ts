import type { Tx } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import { roleOf } from "./lock";
import { mayManage, type Role, staffCan } from "./permissions";

/** The condition that finds an invitation of this organization that nobody has accepted or revoked; it may have run out. */
export function openInvite(orgId: string, inviteId: string) {
  return { id: inviteId, orgId, acceptedAt: null, revokedAt: null };
}

/** The same answer for "never existed", "another organization's", "accepted" and "revoked". */
export function inviteNotFound(): DomainError {
  return new DomainError("not_found", {
    message: "We could not find this invitation. It may have been accepted or revoked.",
  });
}

/** The same answer for every link that leads nowhere. */
export function inviteOver(): DomainError {
  return new DomainError("link_invalid", {
    message: "This invitation was accepted, revoked or has run out. Ask for a new one.",
  });
}

/** Whether whoever sent an invitation could give that role today: as a member, as the provider's staff, or not at all. */
export async function backingOf(
  tx: Tx,
  { orgId, invitedById, role }: { orgId: string; invitedById: string; role: Role },
): Promise<"member" | "staff" | null> {
  const inviter = await roleOf(tx, orgId, invitedById);
  if (inviter !== null) return mayManage(inviter, role) ? "member" : null;
  const person = await tx.user.findFirst({
    where: { id: invitedById, disabledAt: null },
    select: { staffRole: true },
  });
  return person?.staffRole != null && staffCan(person.staffRole, "orgs:manage") ? "staff" : null;
}
