import { db } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { ALERT_KIND_NAMES, ALERT_KINDS } from "./kinds";
import { ruleValue, usualRule } from "./rules";
import type { AlertRuleRow, AlertRulesQuery } from "./schemas";

/** The rules for every kind of alert, and whose they are. */
export type AlertRules = { rows: AlertRuleRow[]; key: { id: string; name: string } | null };

/**
 * What holds for the organization's keys, or for one of them.
 * @throws {DomainError} `forbidden`; `not_found` for an unknown, deleted or another organization's key.
 */
export async function listAlertRules(ctx: OrgContext, { keyId }: AlertRulesQuery): Promise<AlertRules> {
  requirePermission(ctx, "usage:read");
  const key =
    keyId === null
      ? null
      : await db.key.findFirst({
          where: { id: keyId, orgId: ctx.org.id, deletedAt: null },
          select: { id: true, name: true },
        });
  if (keyId !== null && key === null) throw new DomainError("not_found");
  const rules = await db.alertRule.findMany({
    where: { orgId: ctx.org.id, keyId: { in: ["", ...(keyId === null ? [] : [keyId])] } },
    select: { keyId: true, kind: true, isOn: true, terms: true },
  });
  const rows = ALERT_KIND_NAMES.map((kind): AlertRuleRow => {
    const { label, means, term } = ALERT_KINDS[kind];
    const ofKind = rules.filter((rule) => rule.kind === kind);
    const rule = ofKind.find((one) => one.keyId !== "") ?? ofKind[0];
    const { isOn, value } =
      rule === undefined ? usualRule(kind) : { isOn: rule.isOn, value: ruleValue(kind, rule.terms) };
    return {
      kind,
      label,
      means,
      term: { label: term.label, unit: term.unit, min: term.min, max: term.max },
      isOn,
      value,
      from: rule === undefined ? "usual" : rule.keyId === "" ? "org" : "key",
    };
  });
  return { rows, key };
}
