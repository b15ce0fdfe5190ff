"use server";

import { revalidatePath } from "next/cache";
import { staffAction } from "@/lib/actions/staff-action";
import { createPlan } from "@/lib/plans/create";
import { editPlan } from "@/lib/plans/edit";
import { retirePlan } from "@/lib/plans/retire";
import { CreatePlanInput, EditPlanInput, RetirePlanInput } from "@/lib/plans/schemas";

export const createPlanAction = staffAction(
  { permission: "plans:manage", input: CreatePlanInput },
  async ({ ctx, input }) => {
    const made = await createPlan(ctx, input);
    revalidatePath("/staff/plans");
    return made;
  },
);

export const editPlanAction = staffAction(
  { permission: "plans:manage", input: EditPlanInput },
  async ({ ctx, input }) => {
    const saved = await editPlan(ctx, input);
    revalidatePath("/staff/plans", "layout");
    return saved;
  },
);

export const retirePlanAction = staffAction(
  { permission: "plans:manage", input: RetirePlanInput },
  async ({ ctx, input }) => {
    await retirePlan(ctx, input);
    revalidatePath("/staff/plans", "layout");
    return null;
  },
);
