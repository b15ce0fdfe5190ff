import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { mayManage, type Role } from "./permissions";
import { MEMBERS_MAX } from "./schemas";

export type InviteItem = {
  inviteId: string;
  email: string;
  role: Role;
  /** Name of who invited, or sent it last. */
  invitedBy: string;
  /** ISO 8601. */
  expiresAt: string;
  isOver: boolean;
  /** The caller may send it again and revoke it. */
  canManage: boolean;
};

/** Invitations of the organization that nobody has accepted or revoked, the newest first; those that ran out included. */
export async function listInvites(ctx: OrgContext): Promise<InviteItem[]> {
  requirePermission(ctx, "members:edit");
  const rows = await db.invite.findMany({
    where: { orgId: ctx.org.id, acceptedAt: null, revokedAt: null },
    select: { id: true, email: true, role: true, invitedById: true, expiresAt: true },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: MEMBERS_MAX,
  });
  const people = await db.user.findMany({
    where: { id: { in: rows.map(({ invitedById }) => invitedById) } },
    select: {
      id: true,
      name: true,
      staffRole: true,
      memberships: { where: { orgId: ctx.org.id }, select: { userId: true } },
    },
  });
  // Customers are told no names of staff.
  const names = new Map(
    people.map(({ id, name, staffRole, memberships }) => [
      id,
      staffRole !== null && memberships.length === 0 ? env().PROVIDER_NAME : name,
    ]),
  );
  return rows.map(({ id, email, role, invitedById, expiresAt }) => ({
    inviteId: id,
    email,
    role,
    invitedBy: names.get(invitedById) ?? "Somebody who is gone",
    expiresAt: expiresAt.toISOString(),
    isOver: expiresAt <= ctx.now,
    canManage: mayManage(ctx.role, role),
  }));
}
