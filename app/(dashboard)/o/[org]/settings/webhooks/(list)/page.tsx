import { Webhook } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { AddWebhook } from "@/components/webhooks/add-webhook";
import { WebhookList } from "@/components/webhooks/webhook-list";
import { requireOrg } from "@/lib/accounts/session";
import { can } from "@/lib/members/permissions";
import { listWebhooks } from "@/lib/webhooks/list";
import { createWebhookAction } from "../actions";

export const metadata: Metadata = { title: "Webhooks" };

type WebhooksPageProps = { params: Promise<{ org: string }> };

export default async function WebhooksPage({ params }: WebhooksPageProps) {
  const ctx = await requireOrg((await params).org);
  if (!can(ctx.role, "webhooks:manage")) notFound();
  const webhooks = await listWebhooks(ctx);
  return (
    <>
      <PageHeader
        title="Webhooks"
        description={
          <>
            What happens to your keys, told to a program or a chat of yours the moment it happens.{" "}
            <TextLink href="/docs/webhooks">Events and signatures</TextLink>
          </>
        }
        // Always in this one place: it shows the new secret when the list stops being empty.
        actions={<AddWebhook orgSlug={ctx.org.slug} create={createWebhookAction} />}
      />
      {webhooks.length === 0 ? (
        <EmptyState icon={Webhook} title="No webhooks yet">
          Add one for each program that acts on events, or a chat that people read: a key disabled, a leak
          found, a limit granted.
        </EmptyState>
      ) : (
        <WebhookList orgSlug={ctx.org.slug} webhooks={webhooks} />
      )}
    </>
  );
}
