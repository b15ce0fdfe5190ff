import type { z } from "zod";
import type { ActionResult } from "@/lib/actions/result";
import type {
  DeliveryOutcome,
  DeliveryRef,
  EditWebhookInput,
  RotateWebhookSecretInput,
  WebhookFields,
  WebhookRef,
} from "@/lib/webhooks/schemas";

type Does<Input extends z.ZodType, T> = (orgSlug: string, input: z.input<Input>) => Promise<ActionResult<T>>;

/** What can be done about webhooks, as the pages hand it to their parts. */
export type WebhookActions = {
  create: Does<typeof WebhookFields, { id: string; secret: string }>;
  edit: Does<typeof EditWebhookInput, { version: number }>;
  rotate: Does<typeof RotateWebhookSecretInput, { secret: string }>;
  test: Does<typeof WebhookRef, DeliveryOutcome>;
  disable: Does<typeof WebhookRef, null>;
  enable: Does<typeof WebhookRef, null>;
  remove: Does<typeof WebhookRef, null>;
  resendFailed: Does<typeof WebhookRef, { count: number }>;
  redeliver: Does<typeof DeliveryRef, DeliveryOutcome>;
  getBody: Does<typeof DeliveryRef, { body: string }>;
};
