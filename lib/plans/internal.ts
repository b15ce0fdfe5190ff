import type { AuditValue } from "@/lib/audit/canonical";
import { recordOrgChanges } from "@/lib/changes/record-orgs";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { DomainError } from "@/lib/errors/domain-error";
import type { PlanPeriod } from "./schemas";

/** Columns of a plan and of what it gives. */
export const PLAN_SELECT = {
  id: true,
  slug: true,
  name: true,
  orgType: true,
  maxKeys: true,
  retiredAt: true,
  version: true,
  qps: { select: { classId: true, qps: true }, orderBy: { classId: "asc" } },
  quotas: { select: { kind: true, unit: true, value: true }, orderBy: [{ kind: "asc" }, { unit: "asc" }] },
} as const satisfies Prisma.PlanSelect;

export type StoredPlan = Prisma.PlanGetPayload<{ select: typeof PLAN_SELECT }>;

/**
 * A plan, locked until the transaction ends.
 * @throws {DomainError} `not_found`.
 */
export async function lockPlan(tx: Tx, planId: string): Promise<StoredPlan> {
  await tx.$executeRaw`SELECT FROM plan WHERE id = ${planId} FOR UPDATE`;
  const plan = await tx.plan.findUnique({ where: { id: planId }, select: PLAN_SELECT });
  if (plan === null) throw new DomainError("not_found");
  return plan;
}

/** @throws {DomainError} `invalid_input` for an endpoint class that does not exist any more. */
export async function requireClasses(tx: Tx, qps: readonly { classId: string }[]): Promise<void> {
  const ids = qps.map(({ classId }) => classId);
  const known = await tx.endpointClass.findMany({ where: { id: { in: ids } }, select: { id: true } });
  if (known.length === ids.length) return;
  throw new DomainError("invalid_input", {
    fields: { qps: ["One of these endpoint classes does not exist any more. Reload the page."] },
  });
}

/** Tells every edge that what the plan gives has changed for all who have it. */
export function recordPlanChange(tx: Tx, planId: string): Promise<number> {
  return recordOrgChanges(tx, Prisma.sql`SELECT id FROM org WHERE plan_id = ${planId}`);
}

/** A plan as the audit log tells it. */
export function planToAudit(plan: {
  name: string;
  maxKeys: number | null;
  qps: readonly { classId: string; qps: number }[];
  quotas: readonly { kind: string; unit: string; value: bigint | number }[];
}): Record<string, AuditValue> {
  const { name, maxKeys, qps, quotas } = plan;
  return {
    name,
    maxKeys,
    qps: Object.fromEntries(qps.map((row) => [row.classId, row.qps])),
    quotas: quotas.map(({ kind, unit, value }) => ({ kind, unit, value: Number(value) })),
  };
}

/** Whether a kind of limit, as the database has it, is a period a plan can have a quota for. */
export function isPlanPeriod(kind: string): kind is PlanPeriod {
  return kind === "hour" || kind === "day" || kind === "month";
}
