import { db } from "@/lib/db/client";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import type { Role } from "./permissions";

export type MemberItem = {
  userId: string;
  name: string;
  email: string;
  role: Role;
  /** ISO 8601. */
  joinedAt: string;
  isDisabled: boolean;
  isMe: boolean;
};

const LISTED = 500;

/** The people of the org: owners first, then by role and name. At most 500. */
export async function listMembers(ctx: OrgContext): Promise<MemberItem[]> {
  requirePermission(ctx, "members:read");
  const rows = await db.membership.findMany({
    where: { orgId: ctx.org.id },
    select: {
      role: true,
      createdAt: true,
      user: { select: { id: true, name: true, email: true, disabledAt: true } },
    },
    // The enum is declared weakest first.
    orderBy: [{ role: "desc" }, { user: { name: "asc" } }, { userId: "asc" }],
    take: LISTED,
  });
  return rows.map(({ role, createdAt, user }) => ({
    userId: user.id,
    name: user.name,
    email: user.email,
    role,
    joinedAt: createdAt.toISOString(),
    isDisabled: user.disabledAt !== null,
    isMe: user.id === ctx.actor.id,
  }));
}
