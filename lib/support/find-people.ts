import { db } from "@/lib/db/client";
import { escapeLike } from "@/lib/keys/search-term";
import type { Role } from "@/lib/members/permissions";
import type { StaffContext } from "@/lib/orgs/context";

/** A person, and where they belong. */
export type PersonHit = {
  userId: string;
  name: string;
  email: string;
  isDisabled: boolean;
  isEmailVerified: boolean;
  orgs: { id: string; name: string; role: Role }[];
};

/** An invitation nobody has accepted or revoked. `expiresAt` is ISO 8601. */
export type InviteHit = {
  inviteId: string;
  email: string;
  role: Role;
  org: { id: string; name: string };
  expiresAt: string;
  isOver: boolean;
};

const RESULTS_MAX = 20;

/**
 * People by their whole address, with open invitations to it, or people whose name holds a text. The provider's own people are
 * no customers and are left out.
 */
export async function findPeople(
  { now }: Pick<StaffContext, "now">,
  by: { email: string } | { text: string },
): Promise<{ people: PersonHit[]; invites: InviteHit[] }> {
  const [rows, invites] = await Promise.all([
    db.user.findMany({
      where: {
        staffRole: null,
        ...("email" in by
          ? { email: by.email.toLowerCase() }
          : { name: { contains: escapeLike(by.text), mode: "insensitive" as const } }),
      },
      select: {
        id: true,
        name: true,
        email: true,
        disabledAt: true,
        emailVerifiedAt: true,
        memberships: { select: { role: true, org: { select: { id: true, name: true } } } },
      },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: RESULTS_MAX,
    }),
    "email" in by
      ? db.invite.findMany({
          where: { email: by.email.toLowerCase(), acceptedAt: null, revokedAt: null },
          select: {
            id: true,
            email: true,
            role: true,
            expiresAt: true,
            org: { select: { id: true, name: true } },
          },
          orderBy: { createdAt: "desc" },
          take: RESULTS_MAX,
        })
      : [],
  ]);
  return {
    people: rows.map(({ id, name, email, disabledAt, emailVerifiedAt, memberships }) => ({
      userId: id,
      name,
      email,
      isDisabled: disabledAt !== null,
      isEmailVerified: emailVerifiedAt !== null,
      orgs: memberships.map(({ role, org }) => ({ ...org, role })),
    })),
    invites: invites.map(({ id, expiresAt, ...invite }) => ({
      ...invite,
      inviteId: id,
      expiresAt: expiresAt.toISOString(),
      isOver: expiresAt <= now,
    })),
  };
}
