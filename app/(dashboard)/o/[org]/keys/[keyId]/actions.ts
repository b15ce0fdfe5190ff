"use server";

import { orgAction } from "@/lib/actions/org-action";
import { edgeState } from "@/lib/edge/adapters/edge-state";
import { KeyRef } from "@/lib/keys/schemas";
import { composeMessage } from "@/lib/support/compose-message";
import { mintTestToken } from "@/lib/tokens/mint-test";
import { MintTestTokenInput } from "@/lib/tokens/schemas";

export const mintTestTokenAction = orgAction(
  { permission: "keys:copy", input: MintTestTokenInput },
  async ({ ctx, input }) => {
    const { tokens } = await edgeState();
    return mintTestToken(ctx, input, tokens);
  },
);

export const composeMessageAction = orgAction(
  { permission: "keys:read", input: KeyRef },
  async ({ ctx, input }) => composeMessage(ctx, input),
);
