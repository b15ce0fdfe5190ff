"use server";

import { orgAction } from "@/lib/actions/org-action";
import { findLeaks } from "@/lib/leaks/find";
import { respondToLeak } from "@/lib/leaks/respond";
import { FindLeaksInput, RespondInput, SiblingsInput } from "@/lib/leaks/schemas";
import { findSiblings } from "@/lib/leaks/siblings";

export const findLeaksAction = orgAction(
  { permission: "keys:read", input: FindLeaksInput },
  async ({ ctx, input }) => findLeaks(ctx, input),
);

export const respondToLeakAction = orgAction(
  { permission: "leaks:report", input: RespondInput },
  async ({ ctx, input }) => {
    const { secret, endsAt } = await respondToLeak(ctx, input);
    return { secret, endsAt };
  },
);

export const findSiblingsAction = orgAction(
  { permission: "keys:read", input: SiblingsInput },
  async ({ ctx, input }) => findSiblings(ctx, input),
);
