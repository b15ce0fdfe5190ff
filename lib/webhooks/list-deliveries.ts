import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { eventText } from "./event-types";
import { webhookNotFound } from "./internal";
import {
  DELIVERIES_PAGE_SIZE,
  type DeliveryItem,
  type DeliveryPage,
  type DeliveryState,
  type ListDeliveriesInput,
  TRIES_SHOWN_MAX,
} from "./schemas";

const STATE: Readonly<Record<DeliveryState, Prisma.WebhookDeliveryWhereInput>> = {
  waiting: { dueAt: { not: null } },
  arrived: { arrivedAt: { not: null } },
  given_up: { givenUpAt: { not: null } },
};

const SELECT = {
  id: true,
  eventId: true,
  createdAt: true,
  arrivedAt: true,
  givenUpAt: true,
  givenUpReason: true,
  dueAt: true,
  askedById: true,
  event: { select: { type: true, payload: true } },
  tries: {
    select: { id: true, at: true, status: true, error: true, ms: true },
    orderBy: { id: "desc" },
    take: TRIES_SHOWN_MAX,
  },
} as const satisfies Prisma.WebhookDeliverySelect;

type Row = Prisma.WebhookDeliveryGetPayload<{ select: typeof SELECT }>;

/**
 * A page of what was sent to a webhook, newest first; 30 days back.
 * @throws {DomainError} `forbidden`; `not_found`.
 */
export async function listDeliveries(
  ctx: OrgContext,
  { webhookId, state, before, limit = DELIVERIES_PAGE_SIZE }: ListDeliveriesInput & { limit?: number },
): Promise<DeliveryPage> {
  requirePermission(ctx, "webhooks:read");
  if ((await db.webhook.count({ where: { id: webhookId, orgId: ctx.org.id } })) === 0)
    throw webhookNotFound();
  const rows = await db.webhookDelivery.findMany({
    where: { AND: [{ webhookId }, state === undefined ? {} : STATE[state], olderThan(before)] },
    select: SELECT,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(itemOf),
    next: rows.length > page.length && last ? `${last.createdAt.getTime()}-${last.id}` : null,
  };
}

function olderThan(place: string | undefined): Prisma.WebhookDeliveryWhereInput {
  const [atMs, id] = place?.split("-") ?? [];
  if (atMs === undefined || id === undefined) return {};
  const at = new Date(Number(atMs));
  return { OR: [{ createdAt: { lt: at } }, { createdAt: at, id: { lt: id } }] };
}

function itemOf({ event, askedById, tries, ...row }: Row): DeliveryItem {
  return {
    id: row.id,
    eventId: row.eventId,
    type: event.type,
    words: eventText(event.type, event.payload),
    state: row.arrivedAt !== null ? "arrived" : row.givenUpAt !== null ? "given_up" : "waiting",
    createdAt: row.createdAt.toISOString(),
    givenUpReason: row.givenUpReason,
    nextAt: row.dueAt?.toISOString() ?? null,
    isAskedFor: askedById !== null,
    tries: tries.map(({ id, at, ...how }) => ({ ...how, id: String(id), at: at.toISOString() })),
  };
}
