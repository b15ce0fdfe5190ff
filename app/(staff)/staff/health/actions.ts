"use server";

import { staffAction } from "@/lib/actions/staff-action";
import { measurePropagation } from "@/lib/health/measure-propagation";
import { MeasureInput } from "@/lib/health/schemas";

export const measurePropagationAction = staffAction(
  { permission: "health:read", input: MeasureInput },
  async ({ ctx }) => {
    await measurePropagation(ctx);
    return null;
  },
);
