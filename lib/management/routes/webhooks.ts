import { z } from "zod";
import { createWebhook } from "@/lib/webhooks/create";
import { disableWebhook } from "@/lib/webhooks/disable";
import { editWebhook } from "@/lib/webhooks/edit";
import { enableWebhook } from "@/lib/webhooks/enable";
import { judgeTarget } from "@/lib/webhooks/judge-target";
import { listWebhooks, readWebhook } from "@/lib/webhooks/list";
import { removeWebhook } from "@/lib/webhooks/remove";
import { rotateWebhookSecret } from "@/lib/webhooks/rotate-secret";
import { RotateWebhookSecretInput, WebhookRef } from "@/lib/webhooks/schemas";
import { onlyVersion } from "../etag";
import { changeRoute, type Route, readRoute } from "../route";
import { CreateWebhookBody, EditWebhookBody, WebhookResource, WebhookWithSecret } from "../webhook-resource";
import { NoQuery } from "./key-params";

/** The path parameter of every route about one webhook. */
export const WebhookParams = z.strictObject({
  webhookId: WebhookRef.shape.webhookId.meta({
    description: "ID of a webhook.",
    example: "whk_5eFgHiJkLmNoPqRsTuVwXy",
  }),
});

const list = readRoute({
  method: "GET",
  path: "/webhooks",
  operationId: "listWebhooks",
  group: "Webhooks",
  summary: "List webhooks",
  description: "All of them, the oldest first; an organization has 20 at most.",
  scope: "webhooks:read",
  params: z.strictObject({}),
  query: NoQuery,
  answer: z.object({ data: z.array(WebhookResource) }),
  errors: [],
  run: async ({ ctx }) => ({ body: { data: await listWebhooks(ctx) } }),
});

const create = changeRoute({
  method: "POST",
  path: "/webhooks",
  operationId: "createWebhook",
  group: "Webhooks",
  summary: "Create a webhook",
  description: "The answer holds the secret that verifies its signatures, and no other answer does.",
  scope: "webhooks:manage",
  status: 201,
  params: z.strictObject({}),
  query: NoQuery,
  body: CreateWebhookBody,
  answer: WebhookWithSecret,
  audits: "webhook.created",
  holdsSecret: true,
  errors: ["limit_reached"],
  before: ({ ctx, body }) => judgeTarget(ctx, body.url),
  run: async ({ ctx, client, body }) => {
    const { id, secret } = await createWebhook(ctx, body, true);
    const webhook = await readWebhook(client, ctx, { webhookId: id });
    return { body: { ...webhook, secret }, version: webhook.version, location: `/webhooks/${id}` };
  },
});

const get = readRoute({
  method: "GET",
  path: "/webhooks/{webhookId}",
  operationId: "getWebhook",
  group: "Webhooks",
  summary: "Get a webhook",
  scope: "webhooks:read",
  params: WebhookParams,
  query: NoQuery,
  answer: WebhookResource,
  errors: ["not_found"],
  run: async ({ ctx, client, params }) => {
    const webhook = await readWebhook(client, ctx, params);
    return { body: webhook, version: webhook.version };
  },
});

const edit = changeRoute({
  method: "PATCH",
  path: "/webhooks/{webhookId}",
  operationId: "editWebhook",
  group: "Webhooks",
  summary: "Change a webhook",
  description: "What is left out stays. What waits to be sent goes to the new URL.",
  scope: "webhooks:manage",
  status: 200,
  params: WebhookParams,
  query: NoQuery,
  body: EditWebhookBody,
  answer: WebhookResource,
  audits: "webhook.edited",
  errors: ["not_found", "version_mismatch"],
  before: async ({ ctx, body: { url } }) => {
    if (url !== undefined) await judgeTarget(ctx, url);
  },
  run: async ({ ctx, client, params, body, ifMatch }) => {
    await editWebhook(ctx, { ...params, ...body, version: onlyVersion(ifMatch) }, true);
    const webhook = await readWebhook(client, ctx, params);
    return { body: webhook, version: webhook.version };
  },
});

const remove = changeRoute({
  method: "DELETE",
  path: "/webhooks/{webhookId}",
  operationId: "deleteWebhook",
  group: "Webhooks",
  summary: "Delete a webhook",
  description: "With its secret and the log of what was sent. What waits is not sent any more.",
  scope: "webhooks:manage",
  status: 204,
  params: WebhookParams,
  query: NoQuery,
  body: z.strictObject({}),
  answer: z.undefined(),
  audits: "webhook.removed",
  errors: ["not_found"],
  run: async ({ ctx, params }) => {
    await removeWebhook(ctx, params);
    return { body: undefined };
  },
});

const rotateSecret = changeRoute({
  method: "POST",
  path: "/webhooks/{webhookId}/rotate-secret",
  operationId: "rotateWebhookSecret",
  group: "Webhooks",
  summary: "Give a webhook a new secret",
  description:
    "For `overlapHours` every message carries the signatures of both. The new secret is in no other answer.",
  scope: "webhooks:manage",
  status: 200,
  params: WebhookParams,
  query: NoQuery,
  body: RotateWebhookSecretInput.pick({ overlapHours: true }),
  answer: WebhookWithSecret,
  audits: "webhook.secret_rotated",
  holdsSecret: true,
  errors: ["not_found"],
  run: async ({ ctx, client, params, body }) => {
    const { secret } = await rotateWebhookSecret(ctx, { ...params, ...body });
    const webhook = await readWebhook(client, ctx, params);
    return { body: { ...webhook, secret }, version: webhook.version };
  },
});

type Switch = Pick<
  Parameters<typeof changeRoute>[0],
  "operationId" | "summary" | "description" | "audits"
> & {
  path: string;
  verb: typeof disableWebhook | typeof enableWebhook;
};

/** One of the two ways of the switch. */
function switchRoute({ verb, ...said }: Switch): Route {
  return changeRoute({
    ...said,
    method: "POST",
    group: "Webhooks",
    scope: "webhooks:manage",
    status: 200,
    params: WebhookParams,
    query: NoQuery,
    body: z.strictObject({}),
    answer: WebhookResource,
    errors: ["not_found", "conflict"],
    run: async ({ ctx, client, params }) => {
      await verb(ctx, params);
      const webhook = await readWebhook(client, ctx, params);
      return { body: webhook, version: webhook.version };
    },
  });
}

const disable = switchRoute({
  path: "/webhooks/{webhookId}/disable",
  operationId: "disableWebhook",
  summary: "Disable a webhook",
  description:
    "Nothing is sent to it, and what happens meanwhile is not kept for it. What waits is given up.",
  audits: "webhook.disabled",
  verb: disableWebhook,
});

const enable = switchRoute({
  path: "/webhooks/{webhookId}/enable",
  operationId: "enableWebhook",
  summary: "Enable a webhook",
  description: "What happens from now on is sent.",
  audits: "webhook.enabled",
  verb: enableWebhook,
});

/** Where events are sent. */
export const WEBHOOK_ROUTES: readonly Route[] = [
  list,
  create,
  get,
  edit,
  remove,
  rotateSecret,
  disable,
  enable,
];
