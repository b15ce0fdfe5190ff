"use server";

import { orgAction } from "@/lib/actions/org-action";
import { matchingFleet } from "@/lib/hygiene/matching";
import { HygieneFilter } from "@/lib/hygiene/schemas";

export const matchingFleetAction = orgAction(
  { permission: "keys:read", input: HygieneFilter },
  async ({ ctx, input }) => matchingFleet(ctx, input),
);
