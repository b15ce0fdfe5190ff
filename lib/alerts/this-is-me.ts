import { emitAudit } from "@/lib/audit/emit";
import type { Tx } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission, responsibleId } from "@/lib/orgs/context";
import { type AnswerableAlert, lockAlerts } from "./internal";
import { ALERT_KINDS, alertKindOf } from "./kinds";
import type { CallerDimension } from "./newcomers";
import type { AlertRef } from "./schemas";

const DIMENSION_OF: Readonly<Record<string, CallerDimension>> = {
  new_country: "country",
  new_network: "network",
  new_agent: "agent",
};

/**
 * Learns that what an alert is about is nothing strange, and puts it aside: a country, network or program is then known to
 * all keys of the organization and never forgotten, and so many calls are usual for the key.
 * @throws {DomainError} `forbidden`; `not_found` for an unknown or another organization's; `invalid_input` for a kind that
 * teaches nothing.
 */
export async function thisIsMe(ctx: OrgContext, { alertId }: AlertRef): Promise<void> {
  requirePermission(ctx, "alerts:answer", true);
  await withTransaction(async (tx) => {
    const [alert] = await lockAlerts(tx, ctx, [alertId]);
    if (alert === undefined) throw new DomainError("not_found");
    if ((alertKindOf(alert.kind)?.learns ?? null) === null) {
      throw new DomainError("invalid_input", {
        fields: { alertId: ["There is nothing to learn from this."] },
      });
    }
    const learned = await learn(tx, ctx, alert);
    const data = { ...(alert.data as object), isLearned: true };
    const aside =
      alert.acknowledgedAt === null ? { acknowledgedAt: ctx.now, acknowledgedById: responsibleId(ctx) } : {};
    await tx.alert.update({ where: { id: alertId }, data: { data, ...aside }, select: { id: true } });
    await emitAudit(tx, ctx, {
      action: "alert.learned",
      targetType: "alert",
      targetId: alertId,
      after: { kind: alert.kind, keyId: alert.keyId, values: learned },
    });
  });
}

async function learn(tx: Tx, ctx: OrgContext, alert: AnswerableAlert): Promise<string[]> {
  const dimension = DIMENSION_OF[alert.kind];
  const caller = ALERT_KINDS.new_network.data.safeParse(alert.data).data;
  const scan = ALERT_KINDS.endpoint_scan.data.safeParse(alert.data).data;
  const values = dimension !== undefined && caller ? [caller.value] : (scan?.endpoints ?? []);
  for (const value of values) {
    const id = { orgId: ctx.org.id, keyId: alert.keyId, dimension: dimension ?? "endpoint", value };
    const learnedById = responsibleId(ctx);
    await tx.knownCaller.upsert({
      where: { orgId_keyId_dimension_value: id },
      create: { ...id, firstAt: alert.at, lastAt: alert.at, learnedById },
      update: { learnedById },
      select: { value: true },
    });
  }
  return values;
}
