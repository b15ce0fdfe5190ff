import { expect, test } from "vitest";
import type { PlanItem } from "@/lib/plans/list";
import { CreatePlanInput } from "@/lib/plans/schemas";
import { planContent, planValues } from "./plan-values";

const [TILES, SEARCH] = ["cls_0000000000000000000001", "cls_0000000000000000000002"];
const classOf = (classId: string) => ({ classId, className: "Default", productName: "Maps", defaultQps: 5 });
const PLAN: PlanItem = {
  id: "pln_0000000000000000000000",
  name: "Starter",
  orgType: "self_serve",
  maxKeys: 20,
  qps: [{ classId: TILES, qps: 15 }],
  quotas: [{ kind: "month", unit: "requests", value: 50_000 }],
  isRetired: false,
  version: 3,
  orgs: 1,
};

test("a plan goes through its form unchanged; what is empty says nothing", () => {
  const values = planValues(PLAN, [classOf(TILES), classOf(SEARCH)]);
  expect(values.qps).toEqual([
    { classId: TILES, qps: 15 },
    { classId: SEARCH, qps: null },
  ]);
  expect(values.quotas).toHaveLength(9);
  const { name, maxKeys, qps, quotas } = PLAN;
  expect(planContent(values)).toEqual({ name, maxKeys, qps, quotas });
  expect(CreatePlanInput.parse({ ...planContent(values), orgType: values.orgType })).toMatchObject({ name });
});
