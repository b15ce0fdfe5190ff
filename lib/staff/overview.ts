import { db } from "@/lib/db/client";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";

/** What waits for somebody, in numbers. */
export type StaffOverview = {
  /** QPS requests that wait for staff, and those of them that are late. */
  requestsWaiting: number;
  requestsOverdue: number;
  /** What support handed to operators and nobody has settled. */
  escalations: number;
  orgsSuspended: number;
  orgsFlagged: number;
  /** Contracts that end within 30 days, with none that follows. */
  contractsEnding: number;
};

const DAYS_30_MS = 30 * 86_400_000;

/** What waits for somebody. @throws {DomainError} `forbidden`. */
export async function staffOverview(ctx: StaffContext): Promise<StaffOverview> {
  requireStaff(ctx, "orgs:read");
  const soon = new Date(ctx.now.getTime() + DAYS_30_MS);
  const waiting = { status: "pending" as const };
  const ending = { from: { lte: ctx.now }, until: { gt: ctx.now, lte: soon } };
  const following = { OR: [{ until: null }, { until: { gt: soon } }] };
  const [requestsWaiting, requestsOverdue, escalations, orgsSuspended, orgsFlagged, contractsEnding] =
    await Promise.all([
      db.qpsRequest.count({ where: waiting }),
      db.qpsRequest.count({ where: { ...waiting, dueAt: { lt: ctx.now } } }),
      db.supportNote.count({ where: { isEscalation: true, resolvedAt: null } }),
      db.org.count({ where: { suspendedAt: { not: null } } }),
      db.org.count({ where: { abuseFlags: { some: { clearedAt: null } } } }),
      db.org.count({ where: { contracts: { some: ending, none: following } } }),
    ]);
  return { requestsWaiting, requestsOverdue, escalations, orgsSuspended, orgsFlagged, contractsEnding };
}
