"use server";

import { revalidatePath } from "next/cache";
import { staffAction } from "@/lib/actions/staff-action";
import { createReporter } from "@/lib/leak-intake/create-reporter";
import { revokeReporter } from "@/lib/leak-intake/revoke-reporter";
import { CreateReporterInput, ReporterRef } from "@/lib/leak-intake/schemas";

export const createReporterAction = staffAction(
  { permission: "settings:manage", input: CreateReporterInput },
  async ({ ctx, input }) => {
    const { token } = await createReporter(ctx, input);
    // The page asks for its list anew when the dialog closes: nothing may redraw while the only copy is in view.
    return { token: String(token) };
  },
);

export const revokeReporterAction = staffAction(
  { permission: "settings:manage", input: ReporterRef },
  async ({ ctx, input }) => {
    await revokeReporter(ctx, input);
    revalidatePath("/staff/settings/leak-intake");
    return null;
  },
);
