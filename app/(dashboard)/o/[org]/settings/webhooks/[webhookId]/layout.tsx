import type { ReactNode } from "react";
import { loadWebhook } from "./load-webhook";

type WebhookLayoutProps = { children: ReactNode; params: Promise<{ org: string; webhookId: string }> };

/** Finds the webhook before anything is sent: once the loading state has gone out, the answer could not be a 404 any more. */
export default async function WebhookLayout({ children, params }: WebhookLayoutProps) {
  const { org, webhookId } = await params;
  await loadWebhook(org, webhookId);
  return children;
}
