"use server";

import { revalidatePath } from "next/cache";
import { orgAction } from "@/lib/actions/org-action";
import { createToken } from "@/lib/management/create-token";
import { revokeToken } from "@/lib/management/revoke-token";
import { CreateTokenInput, TokenRef } from "@/lib/management/schemas";

export const createTokenAction = orgAction(
  { permission: "tokens:manage", input: CreateTokenInput },
  async ({ ctx, input }) => {
    const { token } = await createToken(ctx, input);
    // The page asks for its list anew when the dialog closes: nothing may redraw while the only copy is in view.
    return { token: String(token) };
  },
);

export const revokeTokenAction = orgAction(
  { permission: "tokens:manage", input: TokenRef },
  async ({ ctx, input }) => {
    await revokeToken(ctx, input);
    revalidatePath(`/o/${ctx.org.slug}/settings/tokens`);
    return null;
  },
);
