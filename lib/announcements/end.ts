import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import type { AnnouncementRef } from "./schemas";

/**
 * Takes a line away from the dashboard, before its time; one that has not begun is never shown.
 * @throws {DomainError} `not_found` for an unknown one, and one that has ended; `forbidden`.
 */
export async function endAnnouncement(ctx: StaffContext, { announcementId }: AnnouncementRef): Promise<void> {
  requireStaff(ctx, "announcements:manage");
  await withTransaction(async (tx) => {
    const { count } = await tx.announcement.updateMany({
      where: { id: announcementId, endedAt: null, OR: [{ until: null }, { until: { gt: ctx.now } }] },
      data: { endedAt: ctx.now },
    });
    if (count === 0) throw new DomainError("not_found");
    await emitAudit(tx, ctx, {
      action: "announcement.ended",
      targetType: "announcement",
      targetId: announcementId,
    });
  });
}
