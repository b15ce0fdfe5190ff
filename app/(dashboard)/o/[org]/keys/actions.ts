"use server";

import { orgAction } from "@/lib/actions/org-action";
import { copySecret } from "@/lib/keys/copy-secret";
import { createKey } from "@/lib/keys/create";
import { deleteKey } from "@/lib/keys/delete";
import { recordKeyIdCopy } from "@/lib/keys/record-id-copy";
import { CreateKeyInput, DeleteKeyInput, KeyRef } from "@/lib/keys/schemas";

export const createKeyAction = orgAction(
  { permission: "keys:create", input: CreateKeyInput },
  async ({ ctx, input }) => {
    const { id, secret } = await createKey(ctx, input);
    return { id, secret };
  },
);

export const copySecretAction = orgAction(
  { permission: "keys:copy", input: KeyRef },
  async ({ ctx, input }) => {
    const { secret } = await copySecret(ctx, input);
    return { secret };
  },
);

export const recordIdCopyAction = orgAction(
  { permission: "keys:read", input: KeyRef },
  async ({ ctx, input }) => {
    await recordKeyIdCopy(ctx, input);
    return null;
  },
);

export const deleteKeyAction = orgAction(
  { permission: "keys:delete", input: DeleteKeyInput },
  async ({ ctx, input }) => {
    await deleteKey(ctx, input);
    return null;
  },
);
