import { db } from "@/lib/db/client";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import type { OrgType } from "@/lib/orgs/schemas";
import { isPlanPeriod, PLAN_SELECT, type StoredPlan } from "./internal";
import type { PlanPeriod } from "./schemas";

/** A plan as staff see it. */
export type PlanItem = {
  id: string;
  name: string;
  orgType: OrgType;
  maxKeys: number | null;
  qps: { classId: string; qps: number }[];
  quotas: { kind: PlanPeriod; unit: "requests" | "transactions" | "bytes"; value: number }[];
  isRetired: boolean;
  version: number;
  /** How many organizations have it. */
  orgs: number;
};

/** All plans: those that are offered first, by type and name. @throws {DomainError} `forbidden`. */
export async function listPlans(ctx: StaffContext): Promise<PlanItem[]> {
  requireStaff(ctx, "orgs:read");
  const rows = await db.plan.findMany({
    select: { ...PLAN_SELECT, _count: { select: { orgs: true } } },
    orderBy: [{ retiredAt: { sort: "asc", nulls: "first" } }, { orgType: "asc" }, { name: "asc" }],
  });
  return rows.map(({ _count, ...row }) => toItem(row, _count.orgs));
}

/** One plan; `null` for an unknown one. @throws {DomainError} `forbidden`. */
export async function findPlan(ctx: StaffContext, planId: string): Promise<PlanItem | null> {
  requireStaff(ctx, "plans:manage");
  const row = await db.plan.findUnique({
    where: { id: planId },
    select: { ...PLAN_SELECT, _count: { select: { orgs: true } } },
  });
  return row === null ? null : toItem(row, row._count.orgs);
}

function toItem(row: StoredPlan, orgs: number): PlanItem {
  const { id, name, orgType, maxKeys, qps, quotas, retiredAt, version } = row;
  return {
    id,
    name,
    orgType,
    maxKeys,
    qps,
    quotas: quotas.flatMap(({ kind, unit, value }) =>
      isPlanPeriod(kind) ? [{ kind, unit, value: Number(value) }] : [],
    ),
    isRetired: retiredAt !== null,
    version,
    orgs,
  };
}
