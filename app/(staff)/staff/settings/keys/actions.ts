"use server";

import { staffAction } from "@/lib/actions/staff-action";
import { requestRun } from "@/lib/material/request-run";
import { rotateSigningKey } from "@/lib/material/rotate-signing-key";
import { RotateSigningKeyInput, SealAgainInput } from "@/lib/material/schemas";

export const sealAgainAction = staffAction(
  { permission: "settings:manage", input: SealAgainInput },
  async ({ ctx, input }) => {
    await requestRun(ctx, input.ring);
    return null;
  },
);

export const rotateSigningKeyAction = staffAction(
  { permission: "settings:manage", input: RotateSigningKeyInput },
  async ({ ctx, input }) => rotateSigningKey(ctx, input),
);
