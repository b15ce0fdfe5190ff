"use server";

import { revalidatePath } from "next/cache";
import { staffAction } from "@/lib/actions/staff-action";
import { SetPricesInput } from "@/lib/plans/price-schemas";
import { setPrices } from "@/lib/plans/set-prices";

export const setPricesAction = staffAction(
  { permission: "plans:manage", input: SetPricesInput },
  async ({ ctx, input }) => {
    const saved = await setPrices(ctx, input);
    revalidatePath("/staff/plans", "layout");
    return saved;
  },
);
