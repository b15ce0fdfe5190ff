import { db } from "@/lib/db/client";
import { inviteHash } from "./invite-link";
import type { Role } from "./permissions";

export type InviteView = { orgName: string; email: string; role: Role };

/**
 * What a working link is about, for whoever holds it; `null` when it was accepted, revoked, replaced or ran out. Uses
 * nothing up: mail scanners open links, too. Says nothing about whether the address has an account.
 */
export async function findInvite(token: string, now: Date): Promise<InviteView | null> {
  const row = await db.invite.findFirst({
    where: { tokenHash: inviteHash(token), acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
    select: { email: true, role: true, org: { select: { name: true } } },
  });
  return row && { orgName: row.org.name, email: row.email, role: row.role };
}
