import { db } from "@/lib/db/client";
import { type OrgContext, requirePermission, requireStaff, type StaffContext } from "@/lib/orgs/context";
import { memberNotFound } from "./lock";
import type { Role } from "./permissions";
import type { MemberAsStaffRef } from "./schemas";

/** What somebody would leave behind, for the one who decides about it. */
export type Leaving = {
  /** Living keys of theirs. */
  keys: number;
  /** Names of the first few of them. */
  names: string[];
  disabledKeys: number;
  tokens: number;
  invites: number;
  /** Whoever may hold the keys: developers, admins and owners but them. */
  heirs: { userId: string; name: string; role: Role }[];
};

const NAMED = 5;

/**
 * Counts what hangs on a member, before they are removed or leave. Changes nothing.
 * @throws {DomainError} `not_found`; `forbidden` to look at somebody else without `members:edit`.
 */
export async function previewRemoval(ctx: OrgContext, { userId }: { userId: string }): Promise<Leaving> {
  requirePermission(ctx, userId === ctx.actor.id ? "members:read" : "members:edit");
  return leavingOf(ctx.org.id, userId);
}

/**
 * `previewRemoval` for the provider's staff, in any organization.
 * @throws {DomainError} `not_found`; `forbidden`.
 */
export async function previewRemovalAsStaff(
  ctx: StaffContext,
  { orgId, userId }: MemberAsStaffRef,
): Promise<Leaving> {
  requireStaff(ctx, "orgs:manage");
  return leavingOf(orgId, userId);
}

async function leavingOf(orgId: string, userId: string): Promise<Leaving> {
  const member = await db.membership.findUnique({
    where: { orgId_userId: { orgId, userId } },
    select: { userId: true },
  });
  if (member === null) throw memberNotFound();
  const theirs = { orgId, createdById: userId };
  const living = { ...theirs, deletedAt: null };
  const [keys, disabledKeys, first, tokens, invites, heirs] = await Promise.all([
    db.key.count({ where: living }),
    db.key.count({ where: { ...living, disabledAt: { not: null } } }),
    db.key.findMany({
      where: living,
      select: { name: true },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: NAMED,
    }),
    db.managementToken.count({ where: { ...theirs, revokedAt: null } }),
    db.invite.count({ where: { orgId, invitedById: userId, acceptedAt: null, revokedAt: null } }),
    db.membership.findMany({
      where: { orgId, userId: { not: userId }, role: { not: "viewer" }, user: { disabledAt: null } },
      select: { role: true, user: { select: { id: true, name: true } } },
      orderBy: [{ role: "desc" }, { user: { name: "asc" } }],
    }),
  ]);
  return {
    keys,
    names: first.map(({ name }) => name),
    disabledKeys,
    tokens,
    invites,
    heirs: heirs.map(({ role, user }) => ({ userId: user.id, name: user.name, role })),
  };
}
