import type { LimitUnit } from "@/lib/limits/schemas";
import { LIMIT_UNITS } from "@/lib/limits/units";
import type { OrgType } from "@/lib/orgs/schemas";
import type { PlanItem } from "@/lib/plans/list";
import type { PlanClass } from "@/lib/plans/list-classes";
import { PLAN_PERIODS, type PlanPeriod } from "@/lib/plans/schemas";

/** A plan as its form holds it: every class and every quota has a place, empty where the plan says nothing. */
export type PlanValues = {
  name: string;
  orgType: OrgType;
  maxKeys: number | null;
  qps: { classId: string; qps: number | null }[];
  quotas: { kind: PlanPeriod; unit: LimitUnit; value: number | null }[];
};

/** What the form of a plan begins with. */
export function planValues(plan: PlanItem | null, classes: readonly PlanClass[]): PlanValues {
  return {
    name: plan?.name ?? "",
    orgType: plan?.orgType ?? "enterprise",
    maxKeys: plan?.maxKeys ?? null,
    qps: classes.map(({ classId }) => ({
      classId,
      qps: plan?.qps.find((row) => row.classId === classId)?.qps ?? null,
    })),
    quotas: PLAN_PERIODS.flatMap((kind) =>
      LIMIT_UNITS.map((unit) => ({
        kind,
        unit,
        value: plan?.quotas.find((row) => row.kind === kind && row.unit === unit)?.value ?? null,
      })),
    ),
  };
}

/** What is sent: the rows that say something. */
export function planContent({ name, maxKeys, qps, quotas }: PlanValues) {
  return {
    name,
    maxKeys,
    qps: qps.flatMap((row) => (row.qps === null ? [] : [{ classId: row.classId, qps: row.qps }])),
    quotas: quotas.flatMap((row) => (row.value === null ? [] : [{ ...row, value: row.value }])),
  };
}
