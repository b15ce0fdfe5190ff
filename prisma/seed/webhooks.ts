import { db } from "@/lib/db/client";
import type { OrgContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { createWebhook } from "@/lib/webhooks/create";
import type { PostOutcome } from "@/lib/webhooks/post";
import { WebhookFields } from "@/lib/webhooks/schemas";
import { settle } from "@/lib/webhooks/settle";
import type { SeedWorld } from "./keys";

const ORG = "fernwood-logistics";
const MAKER = { email: "adam@fernwood.example", name: "Adam Okafor" };
const DAY_MS = 86_400_000;

const ARRIVED: PostOutcome = { kind: "arrived", status: 204, ms: 86 };
const BUSY: PostOutcome = {
  kind: "failed",
  status: 503,
  error: "It answered 503.",
  ms: 41,
  retryAfterMs: null,
};
const HUNG: PostOutcome = {
  kind: "failed",
  status: null,
  error: "It accepted the connection but did not answer within 10 seconds.",
  ms: 10_004,
  retryAfterMs: null,
};

/** How the tries of each delivery went, the oldest delivery first; of what comes after these each arrived at once. */
const STORIES: readonly (readonly PostOutcome[])[] = [[ARRIVED], [HUNG, BUSY, BUSY, ARRIVED], [ARRIVED]];

/**
 * A webhook that heard of what happened to its organization's keys. Make it before the keys: each is told by the verb that did
 * it, on its day. Its host can never be reached (RFC 2606), so what happens from now on does not arrive, which the page says.
 */
export async function seedWebhook({ orgs, userIds, now }: SeedWorld): Promise<void> {
  const id = userIds.get(MAKER.email);
  if (!id) throw new Error(`${MAKER.email} is not in the cast.`);
  const ctx: OrgContext = {
    org: orgs[ORG],
    role: "admin",
    actor: { type: "user", id, ...MAKER },
    requestId: newId("request"),
    ip: "127.0.0.1",
    userAgent: "Keyward demo seed",
    now: new Date(now.getTime() - 45 * DAY_MS),
  };
  const fields = WebhookFields.parse({
    name: "On-call channel",
    url: "https://hooks.fernwood.example/keyward",
    events: ["key.disabled", "key.deleted", "leak.found", "leak.token_found"],
    format: "standard",
  });
  await createWebhook(ctx, fields, true);
}

/** Lets what the seeded webhook was told arrive, each try at its time, some only when they were tried again. */
export async function seedDeliveries(): Promise<void> {
  const deliveries = await db.webhookDelivery.findMany({
    where: { dueAt: { not: null } },
    select: { id: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  for (const [place, { id }] of deliveries.entries()) {
    for (const outcome of STORIES[place] ?? [ARRIVED]) await tryOnce(id, outcome);
  }
}

async function tryOnce(id: string, outcome: PostOutcome): Promise<void> {
  const { dueAt, ...taken } = await db.webhookDelivery.update({
    where: { id },
    data: { attempts: { increment: 1 } },
    select: { id: true, webhookId: true, eventId: true, attempts: true, dueAt: true },
  });
  if (dueAt === null) throw new Error("A delivery that is settled is not tried again.");
  const at = new Date(dueAt.getTime() + outcome.ms);
  await settle({ claimed: { ...taken, leasedUntil: dueAt }, outcome, at }, 0.5);
}
