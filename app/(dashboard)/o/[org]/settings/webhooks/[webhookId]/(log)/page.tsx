import { Send } from "lucide-react";
import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { TrailName } from "@/components/frame/trail-name";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { DeliveryLog } from "@/components/webhooks/delivery-log";
import { loadLogParams, serializeLogParams } from "@/components/webhooks/log-params";
import { LogToolbar } from "@/components/webhooks/log-toolbar";
import { WebhookButtons } from "@/components/webhooks/webhook-buttons";
import { WebhookFacts } from "@/components/webhooks/webhook-facts";
import { WebhookState } from "@/components/webhooks/webhook-state";
import { STATUS_WORDS } from "@/components/webhooks/webhook-words";
import { listDeliveries } from "@/lib/webhooks/list-deliveries";
import { ListDeliveriesInput } from "@/lib/webhooks/schemas";
import {
  disableWebhookAction,
  editWebhookAction,
  enableWebhookAction,
  getDeliveryBodyAction,
  redeliverAction,
  removeWebhookAction,
  resendFailedAction,
  rotateWebhookSecretAction,
  testWebhookAction,
} from "../../actions";
import { loadWebhook } from "../load-webhook";

type WebhookPageProps = {
  params: Promise<{ org: string; webhookId: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata({ params }: WebhookPageProps): Promise<Metadata> {
  const { org, webhookId } = await params;
  return { title: (await loadWebhook(org, webhookId)).webhook.name };
}

const BUTTONS = {
  edit: editWebhookAction,
  rotate: rotateWebhookSecretAction,
  test: testWebhookAction,
  disable: disableWebhookAction,
  enable: enableWebhookAction,
  remove: removeWebhookAction,
};

export default async function WebhookPage({ params, searchParams }: WebhookPageProps) {
  const { org, webhookId } = await params;
  const { ctx, webhook } = await loadWebhook(org, webhookId);
  const asked = await loadLogParams(searchParams);
  const before = ListDeliveriesInput.shape.before.safeParse(asked.before).data;
  const page = await listDeliveries(ctx, {
    webhookId,
    ...(asked.show !== "all" && { state: asked.show }),
    ...(before !== undefined && { before }),
  });
  const path = `/o/${org}/settings/webhooks/${webhookId}`;
  const { tone, words } = STATUS_WORDS[webhook.status];
  const canSend = webhook.status !== "disabled";
  return (
    <>
      <TrailName id={webhookId} name={webhook.name} />
      <PageHeader
        title={webhook.name}
        meta={<Badge tone={tone}>{words}</Badge>}
        actions={<WebhookButtons orgSlug={org} webhook={webhook} actions={BUTTONS} />}
      />
      <div className="grid gap-6">
        <WebhookState webhook={webhook} />
        <WebhookFacts webhook={webhook} />
        <section aria-labelledby="log" className="grid min-w-0 gap-3">
          <div>
            <h2 id="log" className="font-medium text-lg">
              Deliveries
            </h2>
            <p className="text-ink-muted">What was sent in the last 30 days.</p>
          </div>
          <LogToolbar
            orgSlug={org}
            webhookId={webhookId}
            canSend={canSend}
            mayHaveFailed={
              page.next !== null || asked.before !== "" || page.items.some(({ state }) => state !== "arrived")
            }
            resendFailed={resendFailedAction}
          />
          {page.items.length === 0 ? (
            <EmptyState
              icon={Send}
              title={asked.show === "all" ? "Nothing sent yet" : "No deliveries like these"}
            >
              {asked.show === "all"
                ? "What happens from now on is listed here with how its receiver answered. Send a test to see one."
                : "Look at all deliveries."}
            </EmptyState>
          ) : (
            <DeliveryLog
              orgSlug={org}
              deliveries={page.items}
              canSend={canSend}
              actions={{ redeliver: redeliverAction, getBody: getDeliveryBodyAction }}
            />
          )}
          <Pagination
            previous={asked.before === "" ? undefined : serializeLogParams(path, { ...asked, before: "" })}
            next={page.next === null ? undefined : serializeLogParams(path, { ...asked, before: page.next })}
            summary={page.items.length === 0 ? null : "Newest first"}
          />
        </section>
      </div>
    </>
  );
}
