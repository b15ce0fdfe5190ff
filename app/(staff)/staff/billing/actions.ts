"use server";

import { revalidatePath } from "next/cache";
import { staffAction } from "@/lib/actions/staff-action";
import { changeBillingTerms } from "@/lib/plans/change-billing-terms";
import { ChangeBillingTermsInput } from "@/lib/plans/schemas";

export const changeBillingTermsAction = staffAction(
  { permission: "plans:manage", input: ChangeBillingTermsInput },
  async ({ ctx, input }) => {
    await changeBillingTerms(ctx, input);
    revalidatePath("/staff/billing");
    return null;
  },
);
