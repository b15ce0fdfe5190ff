"use server";

import { orgAction } from "@/lib/actions/org-action";
import { cancelRotation } from "@/lib/keys/cancel-rotation";
import { copySecret } from "@/lib/keys/copy-secret";
import { createKey } from "@/lib/keys/create";
import { CreateKeyInput } from "@/lib/keys/create-schema";
import { deleteKey } from "@/lib/keys/delete";
import { disableKey } from "@/lib/keys/disable";
import { editKey } from "@/lib/keys/edit";
import { EditKeyInput } from "@/lib/keys/edit-schema";
import { enableKey } from "@/lib/keys/enable";
import { extendRotation } from "@/lib/keys/extend-rotation";
import { finishRotation } from "@/lib/keys/finish-rotation";
import {
  CancelRotationInput,
  DisableKeyInput,
  EnableKeyInput,
  ExtendRotationInput,
  FinishRotationInput,
  RenameKeyInput,
  RotateKeyInput,
} from "@/lib/keys/life-schemas";
import { recordKeyIdCopy } from "@/lib/keys/record-id-copy";
import { renameKey } from "@/lib/keys/rename";
import { restoreKey } from "@/lib/keys/restore";
import { rotateKey } from "@/lib/keys/rotate";
import { DeleteKeyInput, KeyRef } from "@/lib/keys/schemas";

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

export const restoreKeyAction = orgAction(
  { permission: "keys:delete", input: KeyRef },
  async ({ ctx, input }) => {
    await restoreKey(ctx, input);
    return null;
  },
);

export const renameKeyAction = orgAction(
  { permission: "keys:edit", input: RenameKeyInput },
  async ({ ctx, input }) => {
    await renameKey(ctx, input);
    return null;
  },
);

export const editKeyAction = orgAction(
  { permission: "keys:edit", input: EditKeyInput },
  async ({ ctx, input }) => editKey(ctx, input),
);

export const disableKeyAction = orgAction(
  { permission: "keys:disable", input: DisableKeyInput },
  async ({ ctx, input }) => {
    await disableKey(ctx, input);
    return null;
  },
);

export const enableKeyAction = orgAction(
  { permission: "keys:disable", input: EnableKeyInput },
  async ({ ctx, input }) => {
    await enableKey(ctx, input);
    return null;
  },
);

export const rotateKeyAction = orgAction(
  { permission: "keys:rotate", input: RotateKeyInput },
  async ({ ctx, input }) => {
    const { secret, retiring } = await rotateKey(ctx, input);
    return { secret, endsAt: retiring?.endsAt ?? null };
  },
);

export const finishRotationAction = orgAction(
  { permission: "keys:rotate", input: FinishRotationInput },
  async ({ ctx, input }) => {
    await finishRotation(ctx, input);
    return null;
  },
);

export const extendRotationAction = orgAction(
  { permission: "keys:rotate", input: ExtendRotationInput },
  async ({ ctx, input }) => {
    await extendRotation(ctx, input);
    return null;
  },
);

export const cancelRotationAction = orgAction(
  { permission: "keys:rotate", input: CancelRotationInput },
  async ({ ctx, input }) => {
    await cancelRotation(ctx, input);
    return null;
  },
);
