import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import type { StaffContext } from "@/lib/orgs/context";
import { lockStaff, requireMayManageStaff } from "./internal";
import type { AddStaffInput } from "./schemas";

/**
 * Makes somebody who has an account a member of staff. They need a second factor before they see anything.
 * @throws {DomainError} `forbidden`, `step_up_required`; `invalid_input` on `email` when no account with a confirmed address has
 * it, or its person is staff already.
 */
export async function addStaff(
  ctx: StaffContext,
  { email, role }: AddStaffInput,
): Promise<{ userId: string }> {
  await requireMayManageStaff(ctx);
  return withTransaction(async (tx) => {
    await lockStaff(tx, ctx);
    const person = await tx.user.findFirst({
      where: { email, disabledAt: null, emailVerifiedAt: { not: null } },
      select: { id: true, staffRole: true },
    });
    if (person === null) {
      throw refuse("Nobody with this address has an account. Ask them to sign up and confirm it first.");
    }
    if (person.staffRole !== null) throw refuse("This person is a member of staff already.");
    await tx.user.update({ where: { id: person.id }, data: { staffRole: role }, select: { id: true } });
    await emitAudit(tx, ctx, {
      action: "staff.added",
      targetType: "user",
      targetId: person.id,
      after: { role },
    });
    return { userId: person.id };
  });
}

function refuse(sentence: string): DomainError {
  return new DomainError("invalid_input", { fields: { email: [sentence] } });
}
