import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import type { AnnounceInput } from "./schemas";

/**
 * Puts a line above every page of the dashboard, from a time to a time.
 * @throws {DomainError} `forbidden`; `invalid_input` for an end that is past.
 */
export async function announce(ctx: StaffContext, input: AnnounceInput): Promise<{ id: string }> {
  requireStaff(ctx, "announcements:manage");
  const { message, tone, orgType } = input;
  const from = input.from === null ? ctx.now : new Date(input.from);
  const until = input.until === null ? null : new Date(input.until);
  if (until !== null && (until <= ctx.now || until <= from)) {
    throw new DomainError("invalid_input", { fields: { until: ["Choose an end that is yet to come."] } });
  }
  return withTransaction(async (tx) => {
    const { id } = await tx.announcement.create({
      data: {
        id: newId("announcement"),
        message,
        tone,
        orgType,
        from,
        until,
        createdById: ctx.actor.id,
        createdAt: ctx.now,
      },
      select: { id: true },
    });
    await emitAudit(tx, ctx, {
      action: "announcement.made",
      targetType: "announcement",
      targetId: id,
      after: { message, tone, orgType, from, until },
    });
    return { id };
  });
}
