import { emitAudit } from "@/lib/audit/emit";
import type { Tx } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { ALERT_KIND_NAMES, ALERT_KINDS, type AlertKindName } from "./kinds";
import { ruleValue } from "./rules";
import type { SetAlertRuleInput } from "./schemas";

/**
 * Lays down a rule of the organization, or of one of its keys in place of it, or takes it away; from the next look on.
 * What was raised already stays. A rule that is as it was leaves no trace.
 * @throws {DomainError} `forbidden`; `not_found` for an unknown, deleted or another organization's key; `invalid_input` for a
 * kind that is none, and a number beyond what the kind allows.
 */
export async function setAlertRule(ctx: OrgContext, input: SetAlertRuleInput): Promise<void> {
  requirePermission(ctx, "alerts:manage");
  const kind = ALERT_KIND_NAMES.find((name) => name === input.kind);
  if (kind === undefined)
    throw new DomainError("invalid_input", { fields: { kind: ["There is no such alert."] } });
  requireWithin(kind, input.rule);
  const { keyId, rule } = input;
  const id = { orgId: ctx.org.id, keyId: keyId ?? "", kind };
  await withTransaction(async (tx) => {
    if (keyId !== null) await requireKey(tx, ctx, keyId);
    const stored = await tx.alertRule.findUnique({
      where: { orgId_keyId_kind: id },
      select: { isOn: true, terms: true },
    });
    const before = stored && { isOn: stored.isOn, value: ruleValue(kind, stored.terms) };
    if (rule === null ? before === null : rule.isOn === before?.isOn && rule.value === before.value) return;
    if (rule === null) await tx.alertRule.deleteMany({ where: id });
    else {
      const data = { isOn: rule.isOn, terms: { value: rule.value } };
      await tx.alertRule.upsert({
        where: { orgId_keyId_kind: id },
        create: { id: newId("alertRule"), ...id, ...data, updatedAt: ctx.now },
        update: { ...data, updatedAt: ctx.now },
        select: { id: true },
      });
    }
    await emitAudit(tx, ctx, {
      action: rule === null ? "alert_rule.removed" : "alert_rule.changed",
      targetType: keyId === null ? "org" : "key",
      targetId: keyId ?? ctx.org.id,
      ...(before === null ? {} : { before: { kind, ...before } }),
      after: { kind, ...rule },
    });
  });
}

function requireWithin(kind: AlertKindName, rule: SetAlertRuleInput["rule"]): void {
  const { min, max } = ALERT_KINDS[kind].term;
  if (rule === null || (rule.value >= min && rule.value <= max)) return;
  const sentence = `Enter a whole number from ${min} to ${max}.`;
  throw new DomainError("invalid_input", { fields: { value: [sentence] } });
}

async function requireKey(tx: Tx, ctx: OrgContext, keyId: string): Promise<void> {
  const key = await tx.key.findFirst({
    where: { id: keyId, orgId: ctx.org.id, deletedAt: null },
    select: { id: true },
  });
  if (key === null) throw new DomainError("not_found");
}
