import { notFound } from "next/navigation";
import { cache } from "react";
import { requireOrg } from "@/lib/accounts/session";
import { isDomainError } from "@/lib/errors/domain-error";
import { can } from "@/lib/members/permissions";
import { getWebhook } from "@/lib/webhooks/list";
import { WebhookRef } from "@/lib/webhooks/schemas";

/** The webhook a page is about, read once per request; an unknown or foreign one is the 404 page. */
export const loadWebhook = cache(async (orgSlug: string, webhookId: string) => {
  const ctx = await requireOrg(orgSlug);
  const ref = WebhookRef.safeParse({ webhookId });
  if (!ref.success || !can(ctx.role, "webhooks:manage")) notFound();
  const webhook = await getWebhook(ctx, ref.data).catch((error: unknown) => {
    if (isDomainError(error) && error.code === "not_found") notFound();
    throw error;
  });
  return { ctx, webhook };
});
