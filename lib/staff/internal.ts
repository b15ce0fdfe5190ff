import { requireProof } from "@/lib/accounts/step-up";
import type { Tx } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import type { StaffRole } from "@/lib/members/permissions";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";

/**
 * First line of every verb that decides who is staff.
 * @throws {DomainError} `forbidden`; `step_up_required` without a recent proof of who acts.
 */
export async function requireMayManageStaff(ctx: StaffContext): Promise<void> {
  requireStaff(ctx, "staff:manage");
  await requireProof({ ...ctx, sessionId: ctx.sessionId ?? "" }, { signInCounts: true });
}

/** Locks everybody who is staff until the transaction ends: of two who take each other's role, the second finds theirs gone. */
export async function lockStaff(tx: Tx, ctx: StaffContext): Promise<void> {
  await tx.$queryRaw`SELECT FROM user_account WHERE staff_role IS NOT NULL ORDER BY id FOR UPDATE`;
  const actor = await tx.user.findUnique({ where: { id: ctx.actor.id }, select: { staffRole: true } });
  if (actor?.staffRole !== "operator") throw new DomainError("forbidden");
}

/**
 * The role of a member of staff who is not the actor.
 * @throws {DomainError} `not_found` for who is none; `conflict` for oneself: so somebody is always left who can give roles.
 */
export async function roleOfOther(tx: Tx, ctx: StaffContext, userId: string): Promise<StaffRole> {
  const person = await tx.user.findUnique({ where: { id: userId }, select: { staffRole: true } });
  if (person?.staffRole == null) throw new DomainError("not_found");
  if (userId === ctx.actor.id) {
    throw new DomainError("conflict", { message: "Nobody changes their own role. Ask another operator." });
  }
  return person.staffRole;
}
