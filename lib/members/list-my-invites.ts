import { db } from "@/lib/db/client";
import type { UserContext } from "@/lib/orgs/context";
import type { Role } from "./permissions";

export type MyInvite = { inviteId: string; orgName: string; role: Role };

const LISTED = 20;

/** Open invitations to the address of this person, once it is confirmed to be theirs; the newest first, at most 20. */
export async function listMyInvites(ctx: Pick<UserContext, "actor" | "now">): Promise<MyInvite[]> {
  const person = await db.user.findUnique({
    where: { id: ctx.actor.id },
    select: { email: true, emailVerifiedAt: true },
  });
  if (person === null || person.emailVerifiedAt === null) return [];
  const rows = await db.invite.findMany({
    where: {
      email: person.email,
      acceptedAt: null,
      revokedAt: null,
      expiresAt: { gt: ctx.now },
      org: { memberships: { none: { userId: ctx.actor.id } } },
    },
    select: { id: true, role: true, org: { select: { name: true } } },
    orderBy: { createdAt: "desc" },
    take: LISTED,
  });
  return rows.map(({ id, role, org }) => ({ inviteId: id, orgName: org.name, role }));
}
