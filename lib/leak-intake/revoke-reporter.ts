import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import type { ReporterRef } from "./schemas";

/**
 * Takes no more reports from somebody: the next one with their token is refused, on every instance. What they found stays.
 * @throws {DomainError} `forbidden`; `not_found` for an unknown reporter, and one that was revoked.
 */
export async function revokeReporter(ctx: StaffContext, { reporterId }: ReporterRef): Promise<void> {
  requireStaff(ctx, "settings:manage");
  await withTransaction(async (tx) => {
    const { count } = await tx.leakReporter.updateMany({
      where: { id: reporterId, revokedAt: null },
      data: { revokedAt: ctx.now },
    });
    if (count === 0) throw new DomainError("not_found");
    const { name } = await tx.leakReporter.findUniqueOrThrow({
      where: { id: reporterId },
      select: { name: true },
    });
    await emitAudit(tx, ctx, {
      action: "leak_reporter.revoked",
      targetType: "leak_reporter",
      targetId: reporterId,
      before: { name },
    });
  });
}
