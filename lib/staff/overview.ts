import { contractEndingSoon } from "@/lib/contracts/ending-soon";
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

/** What waits for somebody. @throws {DomainError} `forbidden`. */
export async function staffOverview(ctx: StaffContext): Promise<StaffOverview> {
  requireStaff(ctx, "orgs:read");
  const waiting = { status: "pending" as const };
  const [requestsWaiting, requestsOverdue, escalations, orgsSuspended, orgsFlagged, contractsEnding] =
    await Promise.all([
      db.qpsRequest.count({ where: waiting }),
      db.qpsRequest.count({ where: { ...waiting, dueAt: { lt: ctx.now } } }),
      db.supportNote.count({ where: { isEscalation: true, resolvedAt: null } }),
      db.org.count({ where: { suspendedAt: { not: null } } }),
      db.org.count({ where: { abuseFlags: { some: { clearedAt: null } } } }),
      db.org.count({ where: contractEndingSoon(ctx.now) }),
    ]);
  return { requestsWaiting, requestsOverdue, escalations, orgsSuspended, orgsFlagged, contractsEnding };
}
