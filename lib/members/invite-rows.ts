import { DomainError } from "@/lib/errors/domain-error";

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
