"use server";

import { revalidatePath } from "next/cache";
import { orgAction } from "@/lib/actions/org-action";
import { createWebhook } from "@/lib/webhooks/create";
import { disableWebhook } from "@/lib/webhooks/disable";
import { editWebhook } from "@/lib/webhooks/edit";
import { enableWebhook } from "@/lib/webhooks/enable";
import { getDeliveryBody } from "@/lib/webhooks/get-delivery-body";
import { redeliver } from "@/lib/webhooks/redeliver";
import { removeWebhook } from "@/lib/webhooks/remove";
import { resendFailed } from "@/lib/webhooks/resend-failed";
import { rotateWebhookSecret } from "@/lib/webhooks/rotate-secret";
import {
  DeliveryRef,
  EditWebhookInput,
  RotateWebhookSecretInput,
  WebhookFields,
  WebhookRef,
} from "@/lib/webhooks/schemas";
import { sendTest } from "@/lib/webhooks/send-test";

const permission = "webhooks:manage";

// Neither this nor the rotation redraws: nothing may while the only copy of a secret is in view. The pages ask anew afterwards.
export const createWebhookAction = orgAction({ permission, input: WebhookFields }, async ({ ctx, input }) =>
  createWebhook(ctx, input),
);

export const rotateWebhookSecretAction = orgAction(
  { permission, input: RotateWebhookSecretInput },
  async ({ ctx, input }) => {
    const { secret } = await rotateWebhookSecret(ctx, input);
    return { secret };
  },
);

export const editWebhookAction = orgAction({ permission, input: EditWebhookInput }, async ({ ctx, input }) =>
  editWebhook(ctx, input),
);

export const removeWebhookAction = orgAction({ permission, input: WebhookRef }, async ({ ctx, input }) => {
  await removeWebhook(ctx, input);
  revalidatePath(`/o/${ctx.org.slug}/settings/webhooks`);
  return null;
});

export const disableWebhookAction = orgAction({ permission, input: WebhookRef }, async ({ ctx, input }) => {
  await disableWebhook(ctx, input);
  return null;
});

export const enableWebhookAction = orgAction({ permission, input: WebhookRef }, async ({ ctx, input }) => {
  await enableWebhook(ctx, input);
  return null;
});

export const testWebhookAction = orgAction({ permission, input: WebhookRef }, async ({ ctx, input }) =>
  sendTest(ctx, input),
);

export const resendFailedAction = orgAction({ permission, input: WebhookRef }, async ({ ctx, input }) =>
  resendFailed(ctx, input),
);

export const redeliverAction = orgAction({ permission, input: DeliveryRef }, async ({ ctx, input }) =>
  redeliver(ctx, input),
);

export const getDeliveryBodyAction = orgAction({ permission, input: DeliveryRef }, async ({ ctx, input }) =>
  getDeliveryBody(ctx, input),
);
