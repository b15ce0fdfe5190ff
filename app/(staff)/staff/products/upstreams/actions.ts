"use server";

import { revalidatePath } from "next/cache";
import { staffAction } from "@/lib/actions/staff-action";
import { createUpstream } from "@/lib/upstreams/create";
import { discardUpstreamSecret } from "@/lib/upstreams/discard-secret";
import { prepareUpstreamSecret } from "@/lib/upstreams/prepare-secret";
import { removeUpstream } from "@/lib/upstreams/remove";
import { TryUpstreamInput, UpdateUpstreamInput, UpstreamFields, UpstreamRef } from "@/lib/upstreams/schemas";
import { signWithNextSecret } from "@/lib/upstreams/sign-with-next";
import { tryUpstream } from "@/lib/upstreams/try";
import { updateUpstream } from "@/lib/upstreams/update";

export const createUpstreamAction = staffAction(
  { permission: "products:manage", input: UpstreamFields },
  // Nothing may redraw while the only copy of the secret is in view.
  async ({ ctx, input }) => {
    const { id, secret } = await createUpstream(ctx, input);
    return { id, secret: { kid: secret.kid, secret: secret.secret } };
  },
);

export const updateUpstreamAction = staffAction(
  { permission: "products:manage", input: UpdateUpstreamInput },
  async ({ ctx, input }) => {
    const { version } = await updateUpstream(ctx, input);
    revalidatePath("/staff/products", "layout");
    return { version };
  },
);

export const removeUpstreamAction = staffAction(
  { permission: "products:manage", input: UpstreamRef },
  async ({ ctx, input }) => {
    await removeUpstream(ctx, input);
    return null;
  },
);

export const prepareUpstreamSecretAction = staffAction(
  { permission: "products:manage", input: UpstreamRef },
  async ({ ctx, input }) => {
    const { kid, secret } = await prepareUpstreamSecret(ctx, input);
    return { kid, secret };
  },
);

export const signWithNextSecretAction = staffAction(
  { permission: "products:manage", input: UpstreamRef },
  async ({ ctx, input }) => {
    await signWithNextSecret(ctx, input);
    revalidatePath("/staff/products", "layout");
    return null;
  },
);

export const discardUpstreamSecretAction = staffAction(
  { permission: "products:manage", input: UpstreamRef },
  async ({ ctx, input }) => {
    await discardUpstreamSecret(ctx, input);
    revalidatePath("/staff/products", "layout");
    return null;
  },
);

export const tryUpstreamAction = staffAction(
  { permission: "products:manage", input: TryUpstreamInput },
  async ({ ctx, input }) => tryUpstream(ctx, input),
);
