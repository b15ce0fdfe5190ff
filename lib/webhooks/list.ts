import { z } from "zod";
import { db, type Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { webhookNotFound } from "./internal";
import { WEBHOOKS_MAX, type WebhookItem, type WebhookRef } from "./schemas";
import { storedFormat } from "./stored";

const DAY_MS = 86_400_000;

const SELECT = {
  id: true,
  name: true,
  url: true,
  events: true,
  format: true,
  version: true,
  createdAt: true,
  createdById: true,
  disabledAt: true,
  disabledReason: true,
  failingSince: true,
  retiresAt: true,
} as const satisfies Prisma.WebhookSelect;

const Counts = z.array(
  z.object({ webhookId: z.string(), arrived: z.int(), givenUp: z.int(), waiting: z.int() }),
);

/** The organization's webhooks, the oldest first. Nothing that signs. @throws {DomainError} `forbidden`. */
export async function listWebhooks(ctx: OrgContext): Promise<WebhookItem[]> {
  return webhooksWhere(db, ctx, {});
}

/** One webhook of the organization. @throws {DomainError} `forbidden`; `not_found`. */
export async function getWebhook(ctx: OrgContext, ref: WebhookRef): Promise<WebhookItem> {
  return readWebhook(db, ctx, ref);
}

/** `getWebhook` inside a transaction, with what that has written. */
export async function readWebhook(
  client: Tx,
  ctx: OrgContext,
  { webhookId }: WebhookRef,
): Promise<WebhookItem> {
  const [webhook] = await webhooksWhere(client, ctx, { id: webhookId });
  if (webhook === undefined) throw webhookNotFound();
  return webhook;
}

async function webhooksWhere(
  client: Tx,
  ctx: OrgContext,
  where: Prisma.WebhookWhereInput,
): Promise<WebhookItem[]> {
  requirePermission(ctx, "webhooks:read");
  const rows = await client.webhook.findMany({
    where: { ...where, orgId: ctx.org.id },
    select: SELECT,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: WEBHOOKS_MAX,
  });
  const since = new Date(ctx.now.getTime() - DAY_MS);
  const ids = rows.map(({ id }) => id);
  // One after the other: in a transaction there is one connection.
  const creators = await client.user.findMany({
    where: { id: { in: rows.map(({ createdById }) => createdById) } },
    select: { id: true, name: true },
  });
  const counts = await client.$queryRaw`
    SELECT webhook_id AS "webhookId", count(arrived_at)::int AS arrived, count(given_up_at)::int AS "givenUp",
           count(due_at)::int AS waiting
    FROM webhook_delivery WHERE webhook_id = ANY(${ids}) AND created_at > ${since}::timestamptz
    GROUP BY webhook_id`;
  const nameOf = new Map(creators.map(({ id, name }) => [id, name]));
  const countsOf = new Map(Counts.parse(counts).map(({ webhookId, ...lastDay }) => [webhookId, lastDay]));
  return rows.map(({ createdById, retiresAt, ...row }) => {
    return {
      id: row.id,
      name: row.name,
      url: row.url,
      events: row.events,
      format: storedFormat(row.format),
      version: row.version,
      createdAt: row.createdAt.toISOString(),
      createdBy: nameOf.get(createdById) ?? null,
      status: row.disabledAt !== null ? "disabled" : row.failingSince !== null ? "failing" : "active",
      disabledAt: row.disabledAt?.toISOString() ?? null,
      disabledReason: row.disabledReason,
      failingSince: row.failingSince?.toISOString() ?? null,
      oldSecretEndsAt: retiresAt !== null && retiresAt > ctx.now ? retiresAt.toISOString() : null,
      lastDay: countsOf.get(row.id) ?? { arrived: 0, waiting: 0, givenUp: 0 },
    };
  });
}
