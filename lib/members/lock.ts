import type { Tx } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission, responsibleId } from "@/lib/orgs/context";
import { mayManage, type Role } from "./permissions";

/**
 * Locks who belongs to the organization until the transaction ends, and checks again what the actor may do by the role
 * they have now: of two people who take each other's role away, the second one finds theirs gone.
 * @returns The context with that role.
 * @throws {DomainError} `not_found` when the actor is no member any more; `forbidden`.
 */
export async function lockMembers<Ctx extends OrgContext>(
  tx: Tx,
  ctx: Ctx,
  isOwnAffair = false,
): Promise<Ctx> {
  await tx.$executeRaw`SELECT FROM org WHERE id = ${ctx.org.id} FOR NO KEY UPDATE`;
  const role = await roleOf(tx, ctx.org.id, responsibleId(ctx));
  if (role === null) throw new DomainError("not_found");
  const fresh = { ...ctx, role };
  if (!isOwnAffair) requirePermission(fresh, "members:edit");
  return fresh;
}

/** The role of somebody in the organization; `null` for a stranger. */
export async function roleOf(tx: Tx, orgId: string, userId: string): Promise<Role | null> {
  const row = await tx.membership.findUnique({
    where: { orgId_userId: { orgId, userId } },
    select: { role: true },
  });
  return row?.role ?? null;
}

/** The same answer for "never a member", "another organization's" and "gone". */
export function memberNotFound(): DomainError {
  return new DomainError("not_found", { message: "We could not find this member. They may have left." });
}

/** @throws {DomainError} `forbidden`: an admin can neither make nor touch an owner. */
export function requireMayManage(role: Role, target: Role): void {
  if (mayManage(role, target)) return;
  throw new DomainError("forbidden", { message: "Only an owner can do this to an owner, or make one." });
}

/**
 * Holds that somebody who can sign in still owns the organization without this person.
 * @throws {DomainError} `last_owner`.
 */
export async function requireAnotherOwner(tx: Tx, orgId: string, userId: string): Promise<void> {
  const others = await tx.membership.count({
    where: { orgId, role: "owner", userId: { not: userId }, user: { disabledAt: null } },
  });
  if (others === 0) throw new DomainError("last_owner");
}
