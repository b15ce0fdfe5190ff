import type { Tx } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission, responsibleId } from "@/lib/orgs/context";

/** An alert that the caller may answer. */
export type AnswerableAlert = {
  id: string;
  keyId: string;
  kind: string;
  data: unknown;
  at: Date;
  acknowledgedAt: Date | null;
};

/**
 * Locks alerts of the organization, in one order.
 * @throws {DomainError} `not_found` for an unknown or another organization's; `forbidden` for one of a key that is not the caller's.
 */
export async function lockAlerts(
  tx: Tx,
  ctx: OrgContext,
  alertIds: readonly string[],
): Promise<AnswerableAlert[]> {
  await tx.$executeRaw`
    SELECT FROM alert WHERE org_id = ${ctx.org.id} AND id = ANY(${alertIds}) ORDER BY id FOR NO KEY UPDATE`;
  const alerts = await tx.alert.findMany({
    where: { orgId: ctx.org.id, id: { in: [...alertIds] } },
    select: { id: true, keyId: true, kind: true, data: true, at: true, acknowledgedAt: true },
    orderBy: { id: "asc" },
  });
  if (alerts.length !== new Set(alertIds).size) throw new DomainError("not_found");
  const mine = await tx.key.findMany({
    where: {
      orgId: ctx.org.id,
      id: { in: alerts.map(({ keyId }) => keyId) },
      createdById: responsibleId(ctx),
    },
    select: { id: true },
  });
  const own = new Set(mine.map(({ id }) => id));
  for (const { keyId } of alerts) requirePermission(ctx, "alerts:answer", own.has(keyId));
  return alerts;
}
