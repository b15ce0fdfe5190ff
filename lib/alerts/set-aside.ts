import { emitAudits } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { type OrgContext, requirePermission, responsibleId } from "@/lib/orgs/context";
import { lockAlerts } from "./internal";
import type { SetAlertsAsideInput } from "./schemas";

/**
 * Puts alerts aside, because somebody has seen to them, or takes them back from there: all of them or none. What an alert is
 * about goes on, ends and comes again as before. Those that are as wanted already are left as they are.
 * @throws {DomainError} `forbidden`; `not_found` for an unknown or another organization's.
 */
export async function setAlertsAside(
  ctx: OrgContext,
  { alertIds, isAside }: SetAlertsAsideInput,
): Promise<{ changed: string[] }> {
  requirePermission(ctx, "alerts:answer", true);
  return withTransaction(async (tx) => {
    const alerts = await lockAlerts(tx, ctx, alertIds);
    const changed = alerts.filter(({ acknowledgedAt }) => (acknowledgedAt === null) === isAside);
    await tx.alert.updateMany({
      where: { id: { in: changed.map(({ id }) => id) } },
      data: isAside
        ? { acknowledgedAt: ctx.now, acknowledgedById: responsibleId(ctx) }
        : { acknowledgedAt: null, acknowledgedById: null },
    });
    await emitAudits(
      tx,
      ctx,
      changed.map(({ id, kind, keyId }) => ({
        action: isAside ? "alert.put_aside" : "alert.taken_back",
        targetType: "alert",
        targetId: id,
        after: { kind, keyId },
      })),
    );
    return { changed: changed.map(({ id }) => id) };
  });
}
