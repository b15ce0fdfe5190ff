"use server";

import { z } from "zod";
import { staffAction } from "@/lib/actions/staff-action";
import { measurePropagation } from "@/lib/health/measure-propagation";

export const measurePropagationAction = staffAction(
  { permission: "health:read", input: z.strictObject({}) },
  async ({ ctx }) => {
    await measurePropagation(ctx);
    return null;
  },
);
