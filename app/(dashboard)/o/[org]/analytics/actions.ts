"use server";

import { orgAction } from "@/lib/actions/org-action";
import { SetBudgetInput } from "@/lib/usage/cycle-schemas";
import { setBudget } from "@/lib/usage/set-budget";

export const setBudgetAction = orgAction(
  { permission: "policies:edit", input: SetBudgetInput },
  async ({ ctx, input }) => {
    await setBudget(ctx, input);
    return null;
  },
);
